using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ServiceHall.Web.Store;

/// <summary>
/// The hall's own PostgreSQL, where no other is configured: a cluster in a private folder that listens on a Unix
/// socket only, lives as long as the application, and is adopted where a killed run left it.
/// </summary>
internal sealed class LocalPostgres : IAsyncDisposable
{
    /// <summary>The role that owns tables; migrations run as it.</summary>
    public const string OwnerRole = "hall_owner";

    /// <summary>The role of the application, which owns nothing.</summary>
    public const string ApplicationRole = "hall_app";

    /// <summary>How many of the server's logs are kept.</summary>
    public const int LogsKept = 10;

    private const string Superuser = "hall_admin";
    private readonly PostgresPrograms _programs;
    private readonly FileStream _oneRunAtATime;
    private readonly string _cluster;
    private readonly string _socketFolder;

    private LocalPostgres(PostgresPrograms programs, FileStream oneRunAtATime, string cluster, string socketFolder)
    {
        _programs = programs;
        _oneRunAtATime = oneRunAtATime;
        _cluster = cluster;
        _socketFolder = socketFolder;
    }

    /// <summary>Starts the cluster of a data folder, making it first where it does not exist.</summary>
    /// <param name="dataFolder">Where the hall's data lives. As root, a path that PostgreSQL's user cannot enter
    /// is replaced by one under /var/lib/servicehall.</param>
    /// <param name="durable">False in tests only: a crash of the machine may then lose data.</param>
    /// <exception cref="HallCannotOpenException">PostgreSQL is missing or does not start, or another run uses
    /// the folder; the message says what to do.</exception>
    public static async Task<LocalPostgres> Start(string dataFolder, bool durable = true)
    {
        Directory.CreateDirectory(dataFolder);
        var oneRunAtATime = TakeFolder(dataFolder);
        try
        {
            var home = await HomeOf(dataFolder);
            await PostgresPrograms.MakePrivateFolder(home);
            var cluster = Path.Combine(home, "cluster");
            var socketFolder = SocketFolderOf(home);
            var made = await PostgresPrograms.RunAsOwner("/bin/cat", [cluster + "/PG_VERSION"]);
            var programs = PostgresPrograms.Find(made.ExitCode == 0 ? made.Output : null);
            await PostgresPrograms.MakePrivateFolder(socketFolder);
            var postgres = new LocalPostgres(programs, oneRunAtATime, cluster, socketFolder);
            if (made.ExitCode != 0)
                await postgres.MakeCluster(durable);
            await postgres.StartServer(durable);
            await postgres.MakeRoles();
            return postgres;
        }
        catch
        {
            await oneRunAtATime.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach one of the cluster's databases as one of its roles.</summary>
    public string Connection(string database, string role) => Connection(_socketFolder, database, role);

    private static string Connection(string socketFolder, string database, string role) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = socketFolder,
            Database = database,
            Username = role,
            ApplicationName = "ServiceHall",
            MaxPoolSize = 60,
        }.ConnectionString;

    /// <summary>How to reach the cluster to make databases and roles.</summary>
    public string AdministratorConnection => Connection("postgres", Superuser);

    /// <summary>Makes a database that belongs to the owner role, where it does not exist yet.</summary>
    public async Task MakeDatabase(string name)
    {
        await using var source = NpgsqlDataSource.Create(AdministratorConnection);
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        exists.Parameters.AddWithValue(name);
        if (await exists.ExecuteScalarAsync() is not null)
            return;
        await using var make = source.CreateCommand($"CREATE DATABASE \"{name}\" OWNER {OwnerRole}");
        await make.ExecuteNonQueryAsync();
    }

    /// <summary>Ends every connection at once and stops the server, as a power cut would; for tests of faults.</summary>
    public Task StopAtOnce() => Command("stop", "-m", "immediate", "-w");

    /// <summary>Whether the server runs.</summary>
    public async Task<bool> IsRunning() => (await _programs.Run("pg_ctl", "-D", _cluster, "status")).ExitCode == 0;

    /// <summary>Starts the server again after it was stopped or killed.</summary>
    public async Task StartAgain()
    {
        // What it says before it has its settings; all else goes to files that follow one another, and this one
        // begins anew.
        await PostgresPrograms.RunAsOwner("/bin/sh", ["-c", ": > \"$1\"", "sh", FirstLog]);
        await Command("start", "-w", "-t", "120", "-l", FirstLog);
        await CutLogs();
    }

    /// <summary>
    /// Removes the server's oldest logs: a file ends at 10 MB or a day, and the server itself keeps all of them.
    /// </summary>
    public Task CutLogs() => PostgresPrograms.RunAsOwner("/bin/sh", ["-c",
        "ls -1t \"$1\" 2>/dev/null | tail -n +\"$2\" | while read -r old; do rm -f \"$1/$old\"; done",
        "sh", LogFolder, (LogsKept + 1).ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Stops the server after its running transactions were ended.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _programs.Run("pg_ctl", "-D", _cluster, "stop", "-m", "fast", "-w", "-t", "60");
        await _oneRunAtATime.DisposeAsync();
    }

    /// <summary>How to reach a database of the cluster that another run of the hall has started; null: none is running.</summary>
    public static async Task<HallConnections?> ConnectionsOfRunning(string dataFolder, string database)
    {
        var socketFolder = SocketFolderOf(await HomeOf(dataFolder));
        // The name that PostgreSQL gives its socket, on the port that it has without being told another.
        if (!File.Exists(Path.Combine(socketFolder, ".s.PGSQL.5432")))
            return null;
        var found = new HallConnections(Connection(socketFolder, database, OwnerRole), Connection(socketFolder, database, ApplicationRole));
        await using var ping = new NpgsqlConnection(found.Application);
        try
        {
            await ping.OpenAsync();
            return found;
        }
        catch (NpgsqlException fault) when (fault.InnerException is System.Net.Sockets.SocketException)
        {
            // A socket that a killed server left behind.
            return null;
        }
    }

    private static FileStream TakeFolder(string dataFolder)
    {
        try
        {
            return new FileStream(Path.Combine(dataFolder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new HallCannotOpenException($"另一个正在运行的大厅占用着数据目录 {dataFolder}。请先在它的终端按 Ctrl+C。", taken);
        }
    }

    private static async Task<string> HomeOf(string dataFolder)
    {
        var folder = Path.GetFullPath(dataFolder);
        if (!PostgresPrograms.AsOtherUser || await PostgresPrograms.OwnerCanEnter(folder))
            return Path.Combine(folder, "postgres");
        Directory.CreateDirectory("/var/lib/servicehall");
        return Path.Combine("/var/lib/servicehall", ShortHash(folder));
    }

    // The address of a Unix socket holds 107 bytes; a clone deep in the tree needs a shorter place.
    private static string SocketFolderOf(string home)
    {
        var socketFolder = Path.Combine(home, "socket");
        return Encoding.UTF8.GetByteCount(socketFolder) <= 85
            ? socketFolder
            : Path.Combine(Path.GetTempPath(), "servicehall-" + ShortHash(home));
    }

    private static string ShortHash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    // Made beside its place and renamed, so that a run killed meanwhile leaves nothing half done.
    private async Task MakeCluster(bool durable)
    {
        var unfinished = _cluster + ".new";
        await PostgresPrograms.RunAsOwner("/bin/rm", ["-rf", unfinished]);
        await PostgresPrograms.MakePrivateFolder(unfinished);
        string[] speed = durable ? [] : ["--no-sync"];
        await Check(_programs.Run("initdb", [
            "-D", unfinished, "-U", Superuser, "--auth-local=trust", "--auth-host=reject", "-E", "UTF8", "--locale=C.UTF-8",
            .. speed]));
        await Check(PostgresPrograms.RunAsOwner("/bin/mv", [unfinished, _cluster]));
    }

    private async Task StartServer(bool durable)
    {
        if (await IsRunning())
            return;
        var settings = $"""
            listen_addresses = ''
            unix_socket_directories = '{_socketFolder}'
            unix_socket_permissions = 0700
            max_connections = 150
            logging_collector = on
            log_directory = '{LogFolder}'
            log_filename = 'server-%Y%m%d-%H%M%S.log'
            log_rotation_size = 10MB
            log_rotation_age = 1d
            fsync = {(durable ? "on" : "off")}
            synchronous_commit = on
            full_page_writes = {(durable ? "on" : "off")}

            """;
        await Check(PostgresPrograms.RunAsOwner("/bin/sh", ["-c", "printf %s \"$1\" > \"$2\"", "sh", settings, _cluster + "/hall.conf"]));
        await Check(PostgresPrograms.RunAsOwner("/bin/sh", ["-c",
            "grep -q hall.conf \"$1\" || echo \"include 'hall.conf'\" >> \"$1\"", "sh", _cluster + "/postgresql.conf"]));
        await StartAgain();
    }

    private async Task MakeRoles()
    {
        await using var source = NpgsqlDataSource.Create(AdministratorConnection);
        await using var make = source.CreateCommand($"""
            DO $$ BEGIN
              IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{OwnerRole}') THEN CREATE ROLE {OwnerRole} LOGIN; END IF;
              IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{ApplicationRole}') THEN CREATE ROLE {ApplicationRole} LOGIN; END IF;
            END $$
            """);
        await make.ExecuteNonQueryAsync();
    }

    private string FirstLog => _cluster + "/server.log";

    private string LogFolder => _cluster + "/log";

    private async Task Command(params string[] arguments) =>
        await Check(_programs.Run("pg_ctl", ["-D", _cluster, .. arguments]));

    private async Task Check(Task<(int ExitCode, string Output)> run)
    {
        var (exitCode, output) = await run;
        if (exitCode != 0)
            throw new HallCannotOpenException($"本机 PostgreSQL 没有启动：{output}\n日志：{FirstLog} 和 {LogFolder}/");
    }
}
