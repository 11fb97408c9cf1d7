using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.Imports;

/// <summary>Accounts and roles of people whom an import brought: they rest on it.</summary>
internal sealed class AccountsSinceImport : IRestOnImports
{
    public async Task<IReadOnlyList<Resting>> Since(HallDb db, DateTimeOffset since, ImportedPeople what,
        CancellationToken cancel)
    {
        var accounts = await db.Accounts.Where(account => what.Added.Contains(account.Id))
            .Select(account => account.Id).ToListAsync(cancel);
        var granted = await db.RoleGrants.Where(grant => what.Added.Contains(grant.StaffId))
            .Select(grant => grant.StaffId).Distinct().ToListAsync(cancel);
        return [.. accounts.Select(id => new Resting(id, null, "登录帐号")),
            .. granted.Select(id => new Resting(id, null, "角色"))];
    }
}
