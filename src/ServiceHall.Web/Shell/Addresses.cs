using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ServiceHall.Web.Shell;

/// <summary>Where the hall listens when run.sh starts it: on this machine, and with --lan for phones.</summary>
internal static class Addresses
{
    /// <summary>Listens on this machine at <c>Hall:Port</c>, and with <c>Hall:Lan</c> by HTTPS at the port after it.
    /// Without a port the server's usual settings hold.</summary>
    public static void Listen(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<int?>("Hall:Port") is not { } port)
            return;
        var lan = builder.Configuration.GetValue<bool>("Hall:Lan");
        var certificate = lan ? LanCertificate.Load(builder.Configuration["Hall:Data"] ?? ".data", LanAddresses()) : null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(port);
            if (certificate is not null)
                kestrel.ListenAnyIP(port + 1, listen => listen.UseHttps(certificate));
        });
    }

    /// <summary>The address on this machine; null where run.sh did not start the hall.</summary>
    public static string? Local(IConfiguration configuration) =>
        configuration.GetValue<int?>("Hall:Port") is { } port ? string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}") : null;

    /// <summary>The addresses for phones; none without --lan.</summary>
    public static IEnumerable<string> Lan(IConfiguration configuration) =>
        configuration.GetValue<bool>("Hall:Lan") && configuration.GetValue<int?>("Hall:Port") is { } port
            ? LanAddresses().Select(address => string.Create(CultureInfo.InvariantCulture, $"https://{address}:{port + 1}"))
            : [];

    private static IReadOnlyList<IPAddress> LanAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network is { OperationalStatus: OperationalStatus.Up, NetworkInterfaceType: not NetworkInterfaceType.Loopback })
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork),
    ];
}
