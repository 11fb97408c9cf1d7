using System.Diagnostics;
using System.Globalization;

namespace ServiceHall.Web.Store;

/// <summary>PostgreSQL's own programs on this machine, run as a user that PostgreSQL accepts (it refuses root).</summary>
internal sealed class PostgresPrograms
{
    private const string UnprivilegedUser = "postgres";
    private readonly string _folder;

    private PostgresPrograms(string folder) => _folder = folder;

    /// <summary>Finds the programs of one major version, or the newest where none is asked for.</summary>
    /// <exception cref="HallCannotOpenException">They are not installed; the message says how to install them.</exception>
    public static PostgresPrograms Find(string? major)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        var folders = (Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(MajorOf).Select(f => f + "/bin")
                : [])
            .Concat(path.Split(':'));
        var found = folders.FirstOrDefault(f => File.Exists(f + "/initdb")
            && (major is null || f.Contains($"/{major}/", StringComparison.Ordinal)));
        return found is not null
            ? new PostgresPrograms(found)
            : throw new HallCannotOpenException(major is null
                ? "没有找到 PostgreSQL（程序 initdb）。请安装：sudo apt-get install postgresql，然后重新运行。"
                : $"数据是 PostgreSQL {major} 建立的，但没有找到这一版本。请安装：sudo apt-get install postgresql-{major}。");
    }

    /// <summary>Whether programs have to run as another user because this process is root's.</summary>
    public static bool AsOtherUser => Environment.IsPrivilegedProcess;

    /// <summary>Runs one program to its end.</summary>
    /// <returns>The exit code, and what it wrote.</returns>
    public Task<(int ExitCode, string Output)> Run(string program, params string[] arguments) =>
        RunAsOwner(_folder + "/" + program, arguments);

    /// <summary>Makes a folder that only the owner of the database can open.</summary>
    public static async Task MakePrivateFolder(string path)
    {
        string[] owner = AsOtherUser ? ["-o", UnprivilegedUser] : [];
        var (exitCode, output) = await Execute("install", ["-d", "-m", "0700", .. owner, path]);
        if (exitCode != 0)
            throw new HallCannotOpenException($"无法建立目录 {path}：{output}");
    }

    /// <summary>Whether the owner of the database can pass through this folder.</summary>
    public static async Task<bool> OwnerCanEnter(string path) =>
        (await RunAsOwner("/usr/bin/test", ["-x", path])).ExitCode == 0;

    /// <summary>Runs any program as the owner of the database.</summary>
    public static Task<(int ExitCode, string Output)> RunAsOwner(string program, string[] arguments) =>
        AsOtherUser ? Execute("runuser", ["-u", UnprivilegedUser, "--", program, .. arguments]) : Execute(program, arguments);

    private static async Task<(int ExitCode, string Output)> Execute(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)
            ?? throw new HallCannotOpenException($"无法运行 {program}。");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output + await errors).Trim());
    }

    private static int MajorOf(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0;
}
