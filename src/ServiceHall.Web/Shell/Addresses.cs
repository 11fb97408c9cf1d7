using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Shell;

/// <summary>Where the hall listens when run.sh starts it: on this machine, and with --lan for phones.</summary>
internal static class Addresses
{
    /// <summary>What is told where somebody else listens already.</summary>
    public const string InUse = "这个端口已被另一个程序占用。请先停止它，或换一个端口：./run.sh --port 5180";

    /// <summary>The sign-in page for a page whose sign-in has ended: afterwards it opens again.</summary>
    public static string SignInAgain(NavigationManager navigation) =>
        "/sign-in?ended=1&back=" + Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri));

    /// <summary>Listens on this machine at <c>Hall:Port</c>, and with <c>Hall:Lan</c> by HTTPS at the port after it.
    /// Without a port the server's usual settings hold.</summary>
    public static void Listen(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<int?>("Hall:Port") is not { } port)
            return;
        var certificate = Certificate(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, port, certificate));
    }

    /// <summary>The same, of any server.</summary>
    public static void Listen(KestrelServerOptions kestrel, int port, X509Certificate2? certificate)
    {
        kestrel.ListenLocalhost(port);
        if (certificate is not null)
            kestrel.ListenAnyIP(port + 1, listen => listen.UseHttps(certificate));
    }

    /// <summary>What phones are shown; null without --lan.</summary>
    public static X509Certificate2? Certificate(IConfiguration configuration) => configuration.GetValue<bool>("Hall:Lan")
        ? LanCertificate.Load(configuration["Hall:Data"] ?? ".data", LanAddresses())
        : null;

    /// <summary>The address on this machine; null where run.sh did not start the hall.</summary>
    public static string? Local(IConfiguration configuration) =>
        configuration.GetValue<int?>("Hall:Port") is { } port ? string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}") : null;

    /// <summary>The addresses for phones; none without --lan.</summary>
    public static IEnumerable<string> Lan(IConfiguration configuration) =>
        configuration.GetValue<bool>("Hall:Lan") && configuration.GetValue<int?>("Hall:Port") is { } port
            ? LanAddresses().Select(address => string.Create(CultureInfo.InvariantCulture, $"https://{address}:{port + 1}"))
            : [];

    /// <exception cref="HallCannotOpenException">Somebody else listens there.</exception>
    public static void RefuseIfTaken(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new HallCannotOpenException(InUse, taken);
        }
    }

    private static IReadOnlyList<IPAddress> LanAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network is { OperationalStatus: OperationalStatus.Up, NetworkInterfaceType: not NetworkInterfaceType.Loopback })
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork),
    ];
}
