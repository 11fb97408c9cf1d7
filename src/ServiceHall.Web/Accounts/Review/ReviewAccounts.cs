using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.Review;

/// <summary>
/// The accounts that nobody has used for long (GB/T 22239-2019 8.1.4.2 c: 及时删除或停用多余的、过期的帐户): with a password, of
/// somebody of the hall, and without a sign-in for <see cref="SignInOptions.UnusedDays"/> days.
/// </summary>
internal sealed class ReviewAccounts(IDbContextFactory<HallDb> factory, TimeProvider clock, IOptions<SignInOptions> options)
{
    private const int Most = 500;

    /// <param name="LastSeen">The last use of a sign-in; null: none that is still on record.</param>
    internal sealed record Row(
        int StaffId, string Number, string Name, IReadOnlyList<HallRole> Roles, DateTimeOffset? LastSeen, DateTimeOffset? PasswordSetAt);

    /// <summary>After how many days an account counts as unused.</summary>
    public int Days => options.Value.UnusedDays;

    public async Task<Answer<IReadOnlyList<Row>>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.review", Right.ReviewAccounts, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return await Unused(act.Db, act.Now, act.Today, Days).OrderBy(account => account.Staff!.Number).Take(Most)
            .Select(account => new Row(
                account.Id, account.Staff!.Number, account.Staff.Name,
                act.Db.RoleGrants.Where(grant => grant.StaffId == account.Id).Select(grant => grant.Role).ToList(),
                act.Db.SignIns.Where(signIn => signIn.StaffId == account.Id).Max(signIn => (DateTimeOffset?)signIn.LastSeenAt),
                account.PasswordSetAt))
            .ToListAsync(cancel);
    }

    /// <summary>The unused accounts; one whose password is new has not had its time yet.</summary>
    public static IQueryable<Account> Unused(HallDb db, DateTimeOffset now, DateOnly today, int days)
    {
        var since = now.AddDays(-days);
        return db.Accounts.AsNoTracking().Where(account =>
            account.PasswordHash != null && account.ClosedAt == null && account.PasswordSetAt < since && (account.Staff!.LeftOn == null || account.Staff.LeftOn >= today)
            && !db.SignIns.Any(signIn => signIn.StaffId == account.Id && signIn.LastSeenAt >= since));
    }
}

/// <summary>How many there are, for whoever reviews them.</summary>
internal sealed class ReviewFigures(TimeProvider clock, IOptions<SignInOptions> options) : StartFigures(850, Right.ReviewAccounts)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
    [
        new Due("久未使用的帐号", "/desk/account-review",
            ReviewAccounts.Unused(db, clock.GetUtcNow(), clock.Today(), options.Value.UnusedDays).Select(account => account.Id)),
    ];
}
