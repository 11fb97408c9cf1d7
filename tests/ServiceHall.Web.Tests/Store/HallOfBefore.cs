using System.IO.Compression;
using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Store;

/// <summary>
/// The database of the version before (<c>Before/README.md</c>), with this version started on it: on Monday
/// 12 October 2026, 10:00, as it was dumped.
/// </summary>
public sealed class HallOfBefore : TestHall, IAsyncLifetime
{
    /// <summary>What each table held before this version started, by the columns that it had then.</summary>
    internal IReadOnlyDictionary<string, string> Before { get; private set; } = null!;

    /// <summary>The same once this version had prepared the database, before anybody used it.</summary>
    internal IReadOnlyDictionary<string, string> Prepared { get; private set; } = null!;

    /// <summary>What the version before said about it, as pairs.</summary>
    internal ILookup<string, string> Said { get; private set; } = null!;

    /// <summary>What each table of then holds now.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> Now() => await Read(Connections, _columns!);

    private Dictionary<string, string>? _columns;

    async Task IAsyncLifetime.InitializeAsync()
    {
        Clock.AdjustTime(new(2026, 10, 12, 2, 0, 0, TimeSpan.Zero));
        await InitializeAsync();
        Said = (await File.ReadAllLinesAsync(Place("said.txt"))).Select(line => line.Split(' ', 2)).ToLookup(pair => pair[0], pair => pair[1]);
    }

    private protected override async Task<HallConnections> Database()
    {
        var connections = await TestPostgres.EmptyDatabase();
        await Restore(connections);
        // As if the version before had made a mistake here, which this one has put right.
        await Execute(connections, "CREATE OR REPLACE FUNCTION leave_signature_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$");
        _columns = await Columns(connections);
        Before = await Read(connections, _columns);
        await HallSchema.Prepare(connections);
        Prepared = await Read(connections, _columns);
        return connections;
    }

    private static string Place(string name) => Path.Combine(AppContext.BaseDirectory, "Store", "Before", name);

    private static async Task Restore(HallConnections connections)
    {
        // Where PostgreSQL's user can read it.
        var file = Path.Combine(Path.GetTempPath(), $"hall-before-{Guid.NewGuid():N}.sql");
        try
        {
            await using (var packed = new GZipStream(File.OpenRead(Place("hall.sql.gz")), CompressionMode.Decompress))
            await using (var plain = File.Create(file))
                await packed.CopyToAsync(plain);
            var owner = new NpgsqlConnectionStringBuilder(connections.Owner);
            var (exitCode, output) = await PostgresPrograms.Find(null).Run(
                "psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", owner.Host!, "-U", owner.Username!, "-d", owner.Database!, "-f", file);
            Assert.True(exitCode == 0, output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task Execute(HallConnections connections, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connections.Owner);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static Task<Dictionary<string, string>> Columns(HallConnections connections) => Pairs(connections, """
        SELECT table_name::text, string_agg(quote_ident(column_name), ', ' ORDER BY column_name) FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name NOT IN ('__EFMigrationsHistory', 'data_protection_key') GROUP BY table_name
        """);

    private static Task<Dictionary<string, string>> Read(HallConnections connections, Dictionary<string, string> columns) => Pairs(connections, string.Join("\nUNION ALL ", columns.Select(table => $"""
        SELECT '{table.Key}', count(*) || ' rows ' || coalesce(md5(string_agg(row_text, E'\n' ORDER BY row_text)), '')
        FROM (SELECT ROW({table.Value})::text AS row_text FROM "{table.Key}") AS rows
        """)));

    private static async Task<Dictionary<string, string>> Pairs(HallConnections connections, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connections.Owner);
        await using var find = source.CreateCommand(sql);
        await using var found = await find.ExecuteReaderAsync();
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await found.ReadAsync())
            pairs.Add(found.GetString(0), found.GetString(1));
        return pairs;
    }
}
