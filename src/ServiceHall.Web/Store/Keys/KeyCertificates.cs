using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;

namespace ServiceHall.Web.Store.Keys;

/// <summary>
/// The certificates that protect the keys in the database. They lie outside of it, so that a dump of the database opens
/// no cookie and no secret.
/// </summary>
/// <param name="Current">Protects the keys.</param>
/// <param name="Older">Open what they protected before the current one took over.</param>
internal sealed record KeyCertificates(X509Certificate2 Current, IReadOnlyList<X509Certificate2> Older)
{
    /// <summary>The file in the data folder of a hall with a PostgreSQL of its own.</summary>
    public const string LocalFile = "keys.pfx";

    /// <summary>The current one first.</summary>
    public X509Certificate2[] All => [Current, .. Older];

    /// <summary>
    /// Those that are configured: <c>Hall:Keys:Certificate</c> names the current file and after commas older ones,
    /// <c>Hall:Keys:Password</c> the password of all. Null: none.
    /// </summary>
    /// <exception cref="HallCannotOpenException">One cannot be read.</exception>
    public static KeyCertificates? Configured(IConfiguration configuration)
    {
        var files = (configuration["Hall:Keys:Certificate"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var certificates = files.Select(file => KeyFile.Read(file, configuration["Hall:Keys:Password"])).ToList();
        return certificates is [var current, .. var older] ? new KeyCertificates(current, older) : null;
    }

    /// <summary>The one of a data folder, made where there is none yet and the database holds nothing that another protected.</summary>
    /// <exception cref="HallCannotOpenException">It cannot be read, or was lost.</exception>
    public static async Task<KeyCertificates> OfFolder(string dataFolder, HallConnections connections, CancellationToken cancel = default)
    {
        var file = Path.Combine(dataFolder, LocalFile);
        if (!File.Exists(file))
        {
            await using var db = new HallDb(HallSchema.Options(connections.Application));
            if ((await db.DataProtectionKeys.AsNoTracking().ToListAsync(cancel)).Any(key => StoredKey.Parse(key.Xml!).IsSealed))
                throw new HallCannotOpenException($"数据目录里没有密钥证书 {file}，打不开数据库里的密钥。请从备份中放回这个文件；备份也没有时，见 docs/deploy.md“密钥证书”。");
            KeyFile.Make(file, password: null);
        }

        return new KeyCertificates(KeyFile.Read(file, password: null), []);
    }

    /// <summary>What a hall on a configured database says that has none.</summary>
    public static HallCannotOpenException Missing() => new(
        "没有密钥证书：登录凭证和密文的密钥存在数据库里，要用数据库以外的证书加密。请先生成：./hall keys /etc/servicehall/keys.pfx，"
        + "再设置 Hall__Keys__Certificate=/etc/servicehall/keys.pfx（每台服务器用同一个文件，并与数据库分开备份，见 docs/deploy.md）。");
}
