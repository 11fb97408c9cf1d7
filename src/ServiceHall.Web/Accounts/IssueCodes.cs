using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// Issues one-time codes with which people set their passwords; the codes are shown once and never stored. For the accounts
/// that <see cref="SecondSigners"/> names, a second person has signed before.
/// </summary>
internal sealed class IssueCodes(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    internal sealed record Issued(int StaffId, string Number, string Name, string Code, DateTimeOffset ExpiresAt);

    /// <summary>
    /// A code for each of the people; one issued before is void from now on. Refused as
    /// <see cref="RefusalKind.SecondSignerWanted"/> where one of them needs a second person who has not signed:
    /// <see cref="AskSecondSigner"/> asks for it.
    /// </summary>
    public Task<Answer<IReadOnlyList<Issued>>> Run(Actor actor, IReadOnlyCollection<int> staffIds, CancellationToken cancel) =>
        Issue(actor, (_, staff) => staff.Where(person => staffIds.Contains(person.Id)), leavesOut: false, cancel);

    /// <summary>
    /// A code for everybody of the hall who has no password and no code that still holds, as after an import, but for
    /// those who need a second person.
    /// </summary>
    public Task<Answer<IReadOnlyList<Issued>>> ToEverybodyWithout(Actor actor, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return Issue(
            actor,
            (db, staff) => staff.Where(person => !db.Accounts.Any(account =>
                account.Id == person.Id && (account.PasswordHash != null || (account.CodeHash != null && account.CodeExpiresAt > now)))),
            leavesOut: true,
            cancel);
    }

    private async Task<Answer<IReadOnlyList<Issued>>> Issue(
        Actor actor, Func<HallDb, IQueryable<StaffMember>, IQueryable<StaffMember>> whom, bool leavesOut, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.issue-code", Right.IssueCodes, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var people = await whom(act.Db, act.Db.Staff.Where(staff => staff.LeftOn == null || staff.LeftOn >= act.Today))
            .OrderBy(staff => staff.Number).ToListAsync(cancel);
        if (people.Count == 0)
            return new Refusal("没有需要发放代码的人：所选人员不存在、已离开大厅，或都已有密码或有效的代码。", Kind: RefusalKind.NotFound);
        var staffIds = people.Select(person => person.Id).ToList();
        var accounts = await act.Db.Accounts.Where(account => staffIds.Contains(account.Id)).ToDictionaryAsync(account => account.Id, cancel);
        var signatures = await Signatures.Read(act, actor, staffIds, cancel);
        var by = CodeNews.By(actor.IsHall ? null : act.Rights.Name);
        var issued = new List<Issued>();
        foreach (var person in people)
        {
            var hasPassword = accounts.GetValueOrDefault(person.Id)?.PasswordHash is not null;
            if (signatures.Missing(person, hasPassword) is { } missing)
            {
                if (leavesOut)
                    continue;
                return missing;
            }

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
            account.CodeIssuedById = actor.IsHall ? null : actor.StaffId;
            account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
            issued.Add(new Issued(person.Id, person.Number, person.Name, code, account.CodeExpiresAt.Value));
            act.Record($"staff {person.Number}", signatures.SignerOf(person.Id));
            if (hasPassword || !actor.IsHall)
                await CodeNews.Issued(act.Db, new(person.Id, person.Number, signatures.RolesOf(person.Id), act.Now), by, cancel);
        }

        if (issued.Count == 0)
            return new Refusal("余下的人都是科长、主管领导或管理员，其代码须第二人签字，请在人员页面逐个办理。", Kind: RefusalKind.SecondSignerWanted);

        try
        {
            await act.Commit(cancel);
            return issued;
        }
        catch (DbUpdateException clash) when (clash is DbUpdateConcurrencyException || clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal("刚刚另有人为其中的人发放了代码，或其中有人改了密码，本次没有发放任何代码。请刷新后再发放。", Kind: RefusalKind.Conflict);
        }
    }
}
