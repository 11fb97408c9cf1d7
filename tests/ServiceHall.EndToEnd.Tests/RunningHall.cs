using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>The built application as a process of its own: it can be killed and started again.</summary>
internal sealed class RunningHall(string data, string facts, string connection, string ownerConnection) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Stopwatch _open = Stopwatch.StartNew();
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>The hall's civil time at the first start.</summary>
    public required DateTime Opens { get; init; }

    private TimeSpan MovedOn { get; set; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{_port}");

    /// <summary>Where the built programs lie: beside this one, in the same configuration.</summary>
    public static string Program(string project, string name)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = output.Parent!.Name;
        return Path.Combine(Root, "src", project, "bin", configuration, output.Name, name + ".dll");
    }

    public static string Root { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>Starts it, or starts it again at the same address, the hall's clock going on; returns when it is open.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [Program("ServiceHall.Web", "ServiceHall.Web"), "--contentRoot", Path.Combine(Root, "src/ServiceHall.Web")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["Hall__Data"] = data;
        start.Environment["Hall__Keys__Certificate"] = Path.Combine(data, "keys.pfx");
        start.Environment["Hall__Facts"] = facts;
        start.Environment["Hall__Demonstration"] = "true";
        start.Environment["Hall__Port"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["Hall__Clock"] = (Opens + MovedOn + _open.Elapsed).ToString("s", CultureInfo.InvariantCulture);
        start.Environment["ConnectionStrings__Hall"] = connection;
        start.Environment["ConnectionStrings__HallOwner"] = ownerConnection;
        _process = Process.Start(start) ?? throw new InvalidOperationException("The application does not start.");
        var said = new List<string>();
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            if (_process.HasExited || waited.Elapsed > Patience)
                throw new InvalidOperationException($"The application did not open:\n{string.Join('\n', said)}");
            if (await IsOpen(client))
                return;
        }

        void Hear(string? line)
        {
            lock (said)
                said.Add(line ?? "");
        }
    }

    /// <summary>Ends it, and starts it again at a later time of the same story.</summary>
    public async Task StartAt(TimeOnly time)
    {
        await Kill();
        MovedOn = Opens.Date + time.ToTimeSpan() - Opens - _open.Elapsed;
        await Start();
    }

    /// <summary>Has the facts written by <c>hall export</c> while it runs.</summary>
    public async Task Export(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Program("ServiceHall.Web", "ServiceHall.Web"), "export", "--out", folder]) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["ConnectionStrings__Hall"] = connection;
        start.Environment["ConnectionStrings__HallOwner"] = ownerConnection;
        using var export = Process.Start(start)!;
        var said = await export.StandardError.ReadToEndAsync();
        await export.WaitForExitAsync();
        Assert.True(export.ExitCode == 0, said);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await Kill();
        _process?.Dispose();
    }

    private async Task<bool> IsOpen(HttpClient client)
    {
        try
        {
            return (await client.GetAsync(new Uri(Address + "/health"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
