using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests;

/// <summary>
/// One PostgreSQL for this run of the tests, started the way the hall starts its own, with a migrated template from
/// which each test class gets its database in a moment.
/// </summary>
internal static class TestPostgres
{
    private const string Template = "hall_template";
    private static readonly Lazy<Task<LocalPostgres>> Started = new(Start);
    private static int s_databases;

    /// <summary>A fresh database with every table, for one test class.</summary>
    public static async Task<HallConnections> NewDatabase()
    {
        var postgres = await Started.Value;
        var name = $"hall_{Interlocked.Increment(ref s_databases)}";
        await using var source = NpgsqlDataSource.Create(postgres.AdministratorConnection);
        await using var copy = source.CreateCommand(
            $"CREATE DATABASE {name} TEMPLATE {Template} OWNER {LocalPostgres.OwnerRole}");
        await copy.ExecuteNonQueryAsync();
        return HallConnections.Local(postgres, name);
    }

    /// <summary>A database without any table, as a server that is set up for the first time finds it.</summary>
    public static async Task<HallConnections> EmptyDatabase()
    {
        var postgres = await Started.Value;
        var name = $"hall_empty_{Interlocked.Increment(ref s_databases)}";
        await postgres.MakeDatabase(name);
        return HallConnections.Local(postgres, name);
    }

    private static async Task<LocalPostgres> Start()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "data");
        var postgres = await LocalPostgres.Start(folder, durable: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => postgres.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));
        await DropLeftovers(postgres);
        await postgres.MakeDatabase(Template);
        await HallSchema.Prepare(HallConnections.Local(postgres, Template));
        return postgres;
    }

    // The databases of the run before, which may have been killed.
    private static async Task DropLeftovers(LocalPostgres postgres)
    {
        await using var source = NpgsqlDataSource.Create(postgres.AdministratorConnection);
        var names = new List<string>();
        await using (var find = source.CreateCommand("SELECT datname FROM pg_database WHERE datname LIKE 'hall%'"))
        await using (var found = await find.ExecuteReaderAsync())
        {
            while (await found.ReadAsync())
                names.Add(found.GetString(0));
        }

        foreach (var name in names)
        {
            await using var drop = source.CreateCommand($"DROP DATABASE \"{name}\" WITH (FORCE)");
            await drop.ExecuteNonQueryAsync();
        }
    }
}
