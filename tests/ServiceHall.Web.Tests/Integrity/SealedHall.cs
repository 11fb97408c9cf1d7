using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Integrity;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;

namespace ServiceHall.Web.Tests.Integrity;

/// <summary>A hall whose audit and ledger are sealed, and somebody who owns its database.</summary>
public sealed class SealedHall : TestHall
{
    /// <summary>Writes rows of the audit, a second apart, and seals them.</summary>
    internal async Task WriteAndSeal(params string[] details)
    {
        await Write(details);
        await Get<SealRows>().Run(default);
    }

    /// <summary>Writes rows of the audit that no seal knows yet.</summary>
    internal async Task Write(params string[] details)
    {
        foreach (var detail in details)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await using var db = await Factory.CreateDbContextAsync();
            db.Add(Audit.Of(null, Clock.GetUtcNow(), "page.open", "x", AuditOutcome.Done, detail));
            await db.SaveChangesAsync();
        }
    }

    /// <summary>An entry of the ledger.</summary>
    internal async Task Book(Window window)
    {
        await using var db = await Factory.CreateDbContextAsync();
        db.Add(new LedgerEntry
        {
            WindowId = window.Id, Code = "J8", Points = 5.50m, Day = new(2026, 11, 18), Quarter = "2026Q4", Source = default, Reference = Guid.NewGuid().ToString("N"),
            Turn = 1, BookedAt = Clock.GetUtcNow(), Edition = "1", Clause = "考核", Sentence = "试验",
        });
        await db.SaveChangesAsync();
    }

    /// <summary>What comparing finds.</summary>
    internal async Task<IntegrityReport> Check(params string[] known)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await CheckIntegrity.Run(db, Get<IntegrityRules>(), known, default);
    }

    /// <summary>What the database's owner does past the program, who can also switch triggers off.</summary>
    internal async Task AsOwner(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Connections.Owner);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The id of the row with a detail.</summary>
    internal async Task<long> IdOf(string detail)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Audit.Where(record => record.Detail == detail).Select(record => record.Id).SingleAsync();
    }

    internal async Task<List<IntegritySeal>> Seals(SealChain chain = SealChain.Audit)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Set<IntegritySeal>().AsNoTracking().Where(seal => seal.Chain == chain).OrderBy(seal => seal.Number).ToListAsync();
    }
}
