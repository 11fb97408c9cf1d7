using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Store;

public sealed class LocalPostgresTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hall-{Guid.NewGuid():N}");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Data_outlive_a_stop_and_a_start()
    {
        await using (var postgres = await LocalPostgres.Start(_folder, durable: false))
        {
            await postgres.MakeDatabase("hall");
            await Run(postgres, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        }

        await using var again = await LocalPostgres.Start(_folder, durable: false);
        Assert.Equal(7, await Run(again, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Committed_rows_outlive_an_immediate_stop()
    {
        await using var postgres = await LocalPostgres.Start(_folder);
        await postgres.MakeDatabase("hall");
        await Run(postgres, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");

        await postgres.StopAtOnce();
        await postgres.StartAgain();
        NpgsqlConnection.ClearAllPools();

        Assert.Equal(7, await Run(postgres, "SELECT n FROM kept"));
        Assert.Equal("on", await Run(postgres, "SHOW fsync"));
    }

    [Fact]
    public async Task A_server_that_something_else_ended_is_started_again_unless_somebody_does_so_between_two_looks()
    {
        await using var postgres = await LocalPostgres.Start(_folder, durable: false);
        using var keeper = new KeepPostgres(postgres, NullLogger<KeepPostgres>.Instance);
        await postgres.StopAtOnce();

        await keeper.Look();
        Assert.False(await postgres.IsRunning());
        await keeper.Look();
        Assert.True(await postgres.IsRunning());
        await keeper.Look();
        Assert.True(await postgres.IsRunning());
    }

    [Fact]
    public async Task A_second_run_on_the_same_folder_is_told_what_to_do()
    {
        await using var postgres = await LocalPostgres.Start(_folder, durable: false);

        var refused = await Assert.ThrowsAsync<HallCannotOpenException>(() => LocalPostgres.Start(_folder, durable: false));

        Assert.Contains("Ctrl+C", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_on_no_network_and_only_its_owner_may_enter()
    {
        await using var postgres = await LocalPostgres.Start(_folder, durable: false);
        await postgres.MakeDatabase("hall");

        Assert.Equal("", await Run(postgres, "SHOW listen_addresses"));
        var (_, mode) = await PostgresPrograms.RunAsOwner("/usr/bin/stat", ["-c", "%a", _folder + "/postgres/socket"]);
        Assert.Equal("700", mode);
    }

    [Fact]
    public async Task The_servers_logs_follow_one_another_and_the_oldest_go()
    {
        await using var postgres = await LocalPostgres.Start(_folder, durable: false);
        await using var source = NpgsqlDataSource.Create(postgres.AdministratorConnection);
        var logs = _folder + "/postgres/cluster/log";
        for (var file = 0; file < LocalPostgres.LogsKept + 3; file++)
            await PostgresPrograms.RunAsOwner("/usr/bin/touch",
                ["-d", $"2026-01-{file + 1:00}", $"{logs}/server-201601{file + 1:00}.log"]);
        await using (var setting = source.CreateCommand("SELECT current_setting('log_rotation_size') || ' ' || current_setting('log_rotation_age')"))
            Assert.Equal("10MB 1d", await setting.ExecuteScalarAsync());

        await postgres.CutLogs();

        var (_, listed) = await PostgresPrograms.RunAsOwner("/bin/ls", [logs]);
        var kept = listed.Split('\n');
        Assert.Equal(LocalPostgres.LogsKept, kept.Length);
        // What the server writes now, and the newest of the others.
        Assert.Contains(kept, name => name.StartsWith("server-20", StringComparison.Ordinal)
            && !name.StartsWith("server-2016", StringComparison.Ordinal));
        Assert.DoesNotContain("server-20160101.log", kept);
        Assert.Contains("server-20160113.log", kept);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_clone_that_the_database_user_cannot_enter_is_no_obstacle()
    {
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var deep = Path.Combine(_folder, new string('d', 60), new string('e', 60));
        string socketFolder;

        await using (var postgres = await LocalPostgres.Start(deep, durable: false))
        {
            await postgres.MakeDatabase("hall");
            Assert.Equal(1, await Run(postgres, "SELECT 1"));
            socketFolder = new NpgsqlConnectionStringBuilder(postgres.AdministratorConnection).Host!;
        }

        Directory.Delete(PostgresPrograms.AsOtherUser ? Path.GetDirectoryName(socketFolder)! : socketFolder, recursive: true);
    }

    private static async Task<object?> Run(LocalPostgres postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.Connection("hall", LocalPostgres.OwnerRole));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
