using System.Diagnostics;
using System.Runtime.Versioning;
using Npgsql;
using ServiceHall.Web.Integrity;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Integrity;

/// <summary><c>build/restore-drill.sh</c>: a back-up that was never restored is none.</summary>
[SupportedOSPlatform("linux")]
public sealed class RestoreDrillTests : IAsyncLifetime
{
    private readonly SealedHall _hall = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-drill-").FullName;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        await _hall.WriteAndSeal("一", "二");
        await _hall.Book(await _hall.Window("D1"));
        await _hall.Get<SealRows>().Run(default);
        var made = await Run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=drill", "-keyout", Key, "-out", Certificate);
        Assert.True(made.Code == 0, made.Said);
        await File.WriteAllTextAsync(Hall, $"#!/bin/sh\n# Its times are those of a clock of its own.\nexport Hall__Demonstration=true\nexec dotnet '{typeof(VerifyCommand).Assembly.Location}' \"$@\"\n");
        File.SetUnixFileMode(Hall, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public async Task DisposeAsync()
    {
        await _hall.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_restored_from_the_encrypted_dump_is_the_same_row_by_row_and_its_chains_hold()
    {
        var into = await TestPostgres.EmptyDatabase();

        var (code, said) = await Drill(into);

        Assert.True(code == 0, said);
        Assert.Contains("演练成功", said, StringComparison.Ordinal);
        Assert.Contains((await _hall.Seals())[^1].Hash, said, StringComparison.Ordinal);
        await using var db = new HallDb(HallSchema.Options(into.Owner));
        Assert.True((await CheckIntegrity.Run(db, _hall.Get<IntegrityRules>(), [(await _hall.Seals(SealChain.Ledger))[^1].Hash], default)).IsIntact);
        // A second one into the same database would prove nothing.
        Assert.Equal(1, (await Drill(into)).Code);
    }

    [Fact]
    public async Task What_was_tampered_with_before_the_dump_is_named()
    {
        var id = await _hall.IdOf("一");
        await _hall.AsOwner("UPDATE audit_record SET detail = '二' WHERE detail = '一'");

        var (code, said) = await Drill(await TestPostgres.EmptyDatabase());

        Assert.Equal(1, code);
        Assert.Contains($"第 {id} 行（第 1 号封存）被改动", said, StringComparison.Ordinal);
    }

    private string Key => Path.Combine(_folder, "backup.key");

    private string Certificate => Path.Combine(_folder, "backup.crt");

    private string Hall => Path.Combine(_folder, "hall");

    private Task<(int Code, string Said)> Drill(HallConnections into) => Run(
        Path.Combine(Root, "build", "restore-drill.sh"), "--from", Libpq(_hall.Connections.Owner), "--into", Libpq(into.Owner),
        "--certificate", Certificate, "--key", Key, "--hall", Hall);

    private static string Root { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    private static string Libpq(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return $"host={parts.Host} port={parts.Port} dbname={parts.Database} user={parts.Username}";
    }

    private static async Task<(int Code, string Said)> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        var (told, failed) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await told + await failed);
    }
}
