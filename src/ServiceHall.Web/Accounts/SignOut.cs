using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Ends one's own sign-ins: this one, another one, or all of them.</summary>
internal sealed class SignOut(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Ends one sign-in of the actor's own.</summary>
    public async Task One(Actor actor, Guid signInId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.sign-out", null, cancel);
        if (act.Refusal is not null)
            return;
        await act.Db.SignIns.Where(signIn => signIn.Id == signInId && signIn.StaffId == actor.StaffId && signIn.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.EndedAt, act.Now), cancel);
        act.Record($"staff {act.Rights.Number}");
        await act.Commit(cancel);
    }

    /// <summary>Ends all of them, on every device.</summary>
    /// <returns>How many held until now.</returns>
    public async Task<Answer<int>> Everywhere(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.sign-out-everywhere", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var ended = await act.Db.SignIns.Where(signIn => signIn.StaffId == actor.StaffId && signIn.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.EndedAt, act.Now), cancel);
        act.Record($"staff {act.Rights.Number}", $"{ended} 处登录已结束");
        await act.Commit(cancel);
        return ended;
    }
}
