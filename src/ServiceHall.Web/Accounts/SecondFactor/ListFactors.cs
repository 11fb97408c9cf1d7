using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>One's own second factors.</summary>
internal sealed class ListFactors(IDbContextFactory<HallDb> factory, FactorRequirement requirement)
{
    /// <param name="Id">In hexadecimal digits.</param>
    internal sealed record Row(string Id, string Name, DateTimeOffset CreatedAt);

    internal sealed record Found(OwnFactors Factors, IReadOnlyList<Row> Passkeys);

    public async Task<Found> Run(int staffId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var passkeys = await db.Set<Passkey>().AsNoTracking().Where(passkey => passkey.UserId == staffId).ToListAsync(cancel);
        return new Found(
            await OwnFactors.Read(db, requirement, staffId, cancel),
            [.. passkeys.OrderBy(passkey => passkey.Data.CreatedAt)
                .Select(passkey => new Row(Convert.ToHexString(passkey.CredentialId), passkey.Data.Name ?? "通行密钥", passkey.Data.CreatedAt))]);
    }
}
