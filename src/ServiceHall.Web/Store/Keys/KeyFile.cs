using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ServiceHall.Web.Store.Keys;

/// <summary>
/// The file of a certificate that protects the keys in the database (PKCS #12). Nobody but the hall ever sees the
/// certificate: it is made here, vouched for by nobody, and good for as long as the hall.
/// </summary>
internal static class KeyFile
{
    private const int KeyBits = 3072;

    // Nothing checks it: whoever renews does so for reasons of their own.
    private const int Years = 30;

    /// <summary>Makes a new one that only the user who runs the hall can read, whole or not at all.</summary>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    public static void Make(string path, string? password)
    {
        using var key = RSA.Create(KeyBits);
        var request = new CertificateRequest("CN=ServiceHall keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        var writing = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            writing.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var beside = path + ".new";
        // What a killed run left may have other rights.
        File.Delete(beside);
        using (var file = new FileStream(beside, writing))
        {
            file.Write(made.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: false);
    }

    /// <summary>Reads one with its private key.</summary>
    /// <exception cref="HallCannotOpenException">It is missing, no such file, or the password does not open it.</exception>
    public static X509Certificate2 Read(string path, string? password)
    {
        try
        {
            var read = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            using var key = read.GetRSAPrivateKey();
            return key is not null ? read : throw new HallCannotOpenException($"密钥证书 {path} 里没有 RSA 私钥，打不开数据库里的密钥。请换成带私钥的 PKCS #12 文件。");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new HallCannotOpenException(
                $"密钥证书 {path} 读不出来（{Why(path, fault)}）。请检查 Hall__Keys__Certificate 和 Hall__Keys__Password，见 docs/deploy.md。", fault);
        }
    }

    private static string Why(string path, Exception fault) => fault switch
    {
        _ when !File.Exists(path) => "没有这个文件",
        UnauthorizedAccessException => "没有读取权限",
        CryptographicException => "不是 PKCS #12 文件，或密码不对",
        _ => "文件读取失败",
    };
}
