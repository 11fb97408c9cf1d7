using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// What whoever runs the hall has asked for beside the hall itself; nothing of it where nothing is set.
/// </summary>
/// <param name="Otlp">Where a collector takes OTLP over HTTP (<c>Hall:Telemetry:Otlp</c>), such as
/// <c>http://127.0.0.1:4318</c>.</param>
/// <param name="Prometheus">The port on 127.0.0.1 where measurements can be read
/// (<c>Hall:Telemetry:Prometheus</c>).</param>
/// <param name="Logs">The folder of log files (<c>Hall:Logs</c>), made where it does not exist.</param>
internal sealed record HostingSettings(Uri? Otlp, int? Prometheus, string? Logs)
{
    public bool HasTelemetry => Otlp is not null || Prometheus is not null;

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="HallCannotOpenException">They cannot be as they are; the message names each that is
    /// wrong.</exception>
    public static HostingSettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        if (SecondFactorOptions.Fault(configuration["Hall:SecondFactor:Roles"]) is { } roles)
            faults.Add(roles);
        var settings = new HostingSettings(
            Collector(configuration["Hall:Telemetry:Otlp"], faults), Port(configuration, faults),
            Folder(configuration["Hall:Logs"], faults));
        return faults.Count == 0 ? settings
            : throw new HallCannotOpenException("大厅没有打开，请改正下列设置：\n" + string.Join('\n', faults));
    }

    private static Uri? Collector(string? text, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address is { Query: "", UserInfo: "" })
            return address;
        faults.Add($"Hall:Telemetry:Otlp 应是收集器的地址（OTLP/HTTP），例如 http://127.0.0.1:4318，给出的是“{text}”。");
        return null;
    }

    private static int? Port(IConfiguration configuration, List<string> faults)
    {
        if (configuration["Hall:Telemetry:Prometheus"] is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1024 or > 65535)
            faults.Add($"Hall:Telemetry:Prometheus 应是 1024 至 65535 的端口，例如 9464，给出的是“{text}”。");
        else if (PublicPorts(configuration).Contains(port))
            faults.Add($"Hall:Telemetry:Prometheus 的端口 {port} 是大厅自己的端口，指标不能在公开的端口上提供。请换一个，例如 9464。");
        else if (IsTaken(port))
            faults.Add($"Hall:Telemetry:Prometheus 的端口 {port} 已被另一个程序占用。请换一个。");
        else
            return port;
        return null;
    }

    private static IEnumerable<int> PublicPorts(IConfiguration configuration)
    {
        if (configuration.GetValue<int?>("Hall:Port") is { } own)
            return [own, own + 1];
        return (configuration["urls"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => BindingAddress.Parse(url).Port);
    }

    private static bool IsTaken(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static string? Folder(string? folder, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(folder))
            return null;
        try
        {
            LogFiles.MakeFolder(folder);
            return folder;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"Hall:Logs 的目录 {folder} 不能写入：{fault.Message}");
            return null;
        }
    }
}
