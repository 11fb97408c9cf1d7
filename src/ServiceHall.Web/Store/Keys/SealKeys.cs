using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Store.Keys;

/// <summary>
/// Before the hall opens: every key in the database is one that the certificates open, and lies under the current one.
/// </summary>
/// <remarks>
/// Keys of versions that kept them in clear are revoked as well: whoever holds an old dump could make cookies with them.
/// What they protected for longer (<see cref="KeptSecrets"/>) is still read; everybody signs in once more.
/// </remarks>
internal static class SealKeys
{
    private const string WasClear = "was kept in clear";

    /// <summary>Works as the owner. Several servers may do it at once.</summary>
    /// <exception cref="HallCannotOpenException">The certificates do not open a key.</exception>
    public static async Task Run(HallConnections connections, KeyCertificates certificates, TimeProvider clock, CancellationToken cancel = default)
    {
        await using var owner = new HallDb(HallSchema.Options(
            new NpgsqlConnectionStringBuilder(connections.Owner) { Pooling = false }.ConnectionString));
        await using var transaction = await owner.Database.BeginTransactionAsync(cancel);
        await owner.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(4221)", cancel);
        await using var services = Opening(certificates);
        var decryptor = new EncryptedXmlDecryptor(services);
        var (cleared, renewed) = (0, 0);
        foreach (var row in await owner.DataProtectionKeys.OrderBy(key => key.Id).ToListAsync(cancel))
        {
            var key = StoredKey.Parse(row.Xml!);
            if (key.IsClear)
            {
                cleared++;
                // The true time, which keys are made at: a demonstration's clock may show another.
                owner.Add(new DataProtectionKey
                {
                    FriendlyName = $"revocation-{key.Id}", Xml = StoredKey.Revocation(key.Id, TimeProvider.System.GetUtcNow(), WasClear),
                });
            }
            else if (key.IsSealed)
            {
                // Also what needs no renewal is opened: better no hall than one that fails each request.
                var isCurrent = key.IsSealedBy(certificates.Current);
                Open(key, decryptor);
                if (isCurrent)
                    continue;
                renewed++;
            }
            else
            {
                // A revocation, which hides nothing.
                continue;
            }

            key.Seal(certificates.Current);
            row.Xml = key.ToString();
        }

        if (cleared + renewed > 0)
        {
            var told = $"以明文保存而停用 {cleared} 把，换证书 {renewed} 把；现用证书 {certificates.Current.Thumbprint}";
            owner.Add(Audit.Of(null, clock.GetUtcNow(), "keys.seal", "", AuditOutcome.Done, told));
        }

        await owner.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        // The versions of the rows that lie in clear would stay in the table's file.
        if (cleared > 0)
            await owner.Database.ExecuteSqlRawAsync("VACUUM FULL data_protection_key", cancel);
    }

    private static void Open(StoredKey key, IXmlDecryptor decryptor)
    {
        try
        {
            key.Open(decryptor);
        }
        catch (CryptographicException closed)
        {
            throw new HallCannotOpenException(
                $"密钥证书打不开数据库里的密钥 {key.Id}：它是用另一张证书加密的。请在 Hall__Keys__Certificate 里把那张证书也写上（现用的在前，逗号分隔）；"
                + "那张证书已经丢失时，见 docs/deploy.md“密钥证书”。", closed);
        }
    }

    private static ServiceProvider Opening(KeyCertificates certificates)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddDataProtection().UnprotectKeysWithAnyCertificate(certificates.All);
        return services.BuildServiceProvider();
    }
}
