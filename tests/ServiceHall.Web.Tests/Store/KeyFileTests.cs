using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Keys;

namespace ServiceHall.Web.Tests.Store;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-keys-").FullName;

    [Fact]
    public void A_file_that_is_missing_or_no_certificate_or_has_no_private_key_is_told_in_one_sentence()
    {
        Assert.Contains("没有这个文件", Told(File("missing.pfx"), null), StringComparison.Ordinal);

        System.IO.File.WriteAllText(File("text.pfx"), "text");
        Assert.Contains("不是 PKCS #12 文件，或密码不对", Told(File("text.pfx"), null), StringComparison.Ordinal);

        KeyFile.Make(File("locked.pfx"), "secret");
        Assert.Contains("密码不对", Told(File("locked.pfx"), "other"), StringComparison.Ordinal);
        Assert.NotNull(KeyFile.Read(File("locked.pfx"), "secret"));

        var open = KeyFile.Read(File("locked.pfx"), "secret");
        using var publicOnly = X509CertificateLoader.LoadCertificate(open.Export(X509ContentType.Cert));
        System.IO.File.WriteAllBytes(File("public.pfx"), publicOnly.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, null));
        Assert.Contains("没有 RSA 私钥", Told(File("public.pfx"), null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_makes_a_file_once_and_never_writes_over_one()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Hall:Keys:Password", "secret")]).Build();
        Assert.Equal(0, await KeysCommand.Run(["keys", File("new.pfx")], configuration));
        var made = await System.IO.File.ReadAllBytesAsync(File("new.pfx"));

        Assert.Equal(1, await KeysCommand.Run(["keys", File("new.pfx")], configuration));
        Assert.Equal(2, await KeysCommand.Run(["keys"], configuration));

        Assert.Equal(made, await System.IO.File.ReadAllBytesAsync(File("new.pfx")));
        Assert.NotNull(KeyFile.Read(File("new.pfx"), "secret"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Told(string file, string? password) => Assert.Throws<HallCannotOpenException>(() => KeyFile.Read(file, password)).Message;

    private string File(string name) => Path.Combine(_folder, name);
}
