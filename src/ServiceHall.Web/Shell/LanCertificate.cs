using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ServiceHall.Web.Shell;

/// <summary>
/// The self-made certificate of a hall on a local network: phones give their position to HTTPS pages only. Kept with
/// the data, so that a phone asks once; made anew when the machine's addresses change or it runs out.
/// </summary>
internal static class LanCertificate
{
    /// <summary>The certificate of the data folder, for these addresses.</summary>
    public static X509Certificate2 Load(string dataFolder, IReadOnlyList<IPAddress> addresses)
    {
        Directory.CreateDirectory(dataFolder);
        var file = Path.Combine(dataFolder, "lan.pfx");
        if (File.Exists(file))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(file, null);
            if (kept.NotAfter > TimeProvider.System.GetLocalNow().DateTime.AddDays(14) && Covers(kept, addresses))
                return kept;
            kept.Dispose();
        }

        using var made = Make(addresses);
        File.WriteAllBytes(file, made.Export(X509ContentType.Pkcs12));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return X509CertificateLoader.LoadPkcs12FromFile(file, null);
    }

    private static bool Covers(X509Certificate2 certificate, IReadOnlyList<IPAddress> addresses)
    {
        var covered = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateIPAddresses()).ToHashSet();
        return addresses.All(covered.Contains);
    }

    private static X509Certificate2 Make(IReadOnlyList<IPAddress> addresses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ServiceHall LAN", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        foreach (var address in addresses)
            names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        // Browsers accept at most 398 days.
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(390));
    }
}
