using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Keys;

namespace ServiceHall.Web.Attendance.Codes;

/// <summary>What the codes of a hall are made of.</summary>
internal sealed class SiteSecret
{
    public int SiteId { get; init; }

    /// <summary>256 random bits, protected by the hall's keys.</summary>
    public required string Protected { get; set; }
    public DateTimeOffset MadeAt { get; set; }
}

internal sealed class CodeTables : IEntityTypeConfiguration<SiteSecret>
{
    public void Configure(EntityTypeBuilder<SiteSecret> table)
    {
        table.IsKeptInMemory();
        table.HasKey(secret => secret.SiteId);
        table.Property(secret => secret.SiteId).ValueGeneratedNever();
        table.Property(secret => secret.Protected).HasMaxLength(1000);
        table.HasOne<Site>().WithOne().HasForeignKey<SiteSecret>(secret => secret.SiteId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Makes and reads the halls' secrets.</summary>
internal sealed class CodeSecrets(IDataProtectionProvider protection, ILogger<CodeSecrets> log)
{
    private const int Bytes = 32;
    private readonly IDataProtector _protector = protection.CreateProtector("ServiceHall.HallCode");

    /// <summary>The codes of every hall that has a secret.</summary>
    public async Task<IReadOnlyDictionary<int, SiteCodes>> Read(HallDb db, CancellationToken cancel)
    {
        var codes = new Dictionary<int, SiteCodes>();
        foreach (var secret in await db.Set<SiteSecret>().AsNoTracking().ToListAsync(cancel))
        {
            try
            {
                codes[secret.SiteId] = new SiteCodes(secret.SiteId, _protector.UnprotectKept(Convert.FromBase64String(secret.Protected)));
            }
            catch (CryptographicException lost)
            {
                // The keys were lost: nobody can read it any more. The hall's screen makes another; punching goes on.
                log.LogError(lost, "The secret of site {Site} cannot be read; its screen makes another one.", secret.SiteId);
            }
        }

        return codes;
    }

    /// <summary>Makes a secret for a hall that has none that can be read. Whoever comes second leaves the first one's.</summary>
    public async Task Make(HallDb db, int siteId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT id FROM site WHERE id = {siteId} FOR UPDATE", cancel);
        if (!(await Read(db, cancel)).ContainsKey(siteId))
        {
            var text = Convert.ToBase64String(_protector.Protect(RandomNumberGenerator.GetBytes(Bytes)));
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO site_secret (site_id, protected, made_at) VALUES ({siteId}, {text}, {now}) ON CONFLICT (site_id) DO UPDATE SET protected = {text}, made_at = {now}",
                cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
