using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Issues one-time codes with which people set their passwords; the codes are shown once and never stored.</summary>
internal sealed class IssueCodes(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    internal sealed record Issued(int StaffId, string Number, string Name, string Code, DateTimeOffset ExpiresAt);

    /// <summary>A code for each of the people; one issued before is void from now on.</summary>
    public async Task<Answer<IReadOnlyList<Issued>>> Run(Actor actor, IReadOnlyCollection<int> staffIds, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.issue-code", Right.IssueCodes, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var people = await act.Db.Staff.Where(staff => staffIds.Contains(staff.Id) && (staff.LeftOn == null || staff.LeftOn >= act.Today))
            .OrderBy(staff => staff.Number).ToListAsync(cancel);
        if (people.Count == 0)
            return new Refusal("所选人员不存在，或已离开大厅。请刷新名单后重新选择。", Kind: RefusalKind.NotFound);
        var accounts = await act.Db.Accounts.Where(account => staffIds.Contains(account.Id)).ToDictionaryAsync(account => account.Id, cancel);
        var issued = new List<Issued>();
        foreach (var person in people)
        {
            if (!accounts.TryGetValue(person.Id, out var account))
            {
                account = new Account { Id = person.Id, LockoutEnabled = true, SecurityStamp = Guid.NewGuid().ToString("N") };
                act.Db.Add(account);
            }

            var code = OneTimeCode.New();
            account.UserName = person.Number;
            account.NormalizedUserName = person.Number.ToUpperInvariant();
            account.CodeHash = OneTimeCode.Hash(code);
            account.CodeExpiresAt = act.Now + OneTimeCode.Lifetime;
            account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
            issued.Add(new Issued(person.Id, person.Number, person.Name, code, account.CodeExpiresAt.Value));
            act.Record($"staff {person.Number}");
        }

        await act.Commit(cancel);
        return issued;
    }
}
