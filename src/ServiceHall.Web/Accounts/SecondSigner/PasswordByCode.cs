using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>
/// What a person's start page says until they have taken note: that their password was set by a one-time code, when, and
/// who issued it.
/// </summary>
internal sealed class PasswordByCode(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <param name="At">When the code was used.</param>
    /// <param name="By">Who issued it, as people read it.</param>
    internal sealed record Notice(DateTimeOffset At, string By);

    /// <summary>The actor's own notice; null: there is none, or it was dismissed.</summary>
    public async Task<Notice?> Run(Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var holding = CheckSignIn.Holding(db, clock.GetUtcNow());
        var noted = await db.Accounts.Where(account => account.Id == actor.StaffId && account.PasswordByCodeAt != null
                && (actor.SignInId == null || holding.Any(own => own.Id == actor.SignInId)))
            .Select(account => new
            {
                At = account.PasswordByCodeAt!.Value,
                By = db.Staff.Where(staff => staff.Id == account.PasswordByCodeFromId).Select(staff => staff.Name).FirstOrDefault(),
            }).SingleOrDefaultAsync(cancel);
        return noted is null ? null : new Notice(noted.At, CodeNews.By(noted.By));
    }

    /// <summary>Takes note of it, on record.</summary>
    public async Task<Answer<Done>> Dismiss(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.note-code", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        DateTimeOffset? none = null;
        await act.Db.Accounts.Where(account => account.Id == actor.StaffId)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.PasswordByCodeAt, none), cancel);
        act.Record($"staff {act.Rights.Number}");
        await act.Commit(cancel);
        return new Done();
    }
}
