using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Hosting.Clock;

/// <summary>The administrator says that the clock is right now: it was ahead before, and the records of that time are what is wrong.</summary>
internal sealed class ConfirmClock(IDbContextFactory<HallDb> factory, TimeProvider clock, ClockWatch watch)
{
    /// <summary>What the audit calls it.</summary>
    public const string Action = "clock.confirm";

    public async Task<Answer<Done>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, Action, Right.RunJobs, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (now, by) = (act.Now, (int?)act.Rights.StaffId);
        await act.Db.Set<ClockMark>().ExecuteUpdateAsync(mark => mark.SetProperty(row => row.Latest, now).SetProperty(row => row.ConfirmedById, by), cancel);
        act.Record("clock", $"以 {clock.Civil(now):yyyy-MM-dd HH:mm} 为准");
        await act.Commit(cancel);
        await watch.Look(cancel);
        return new Done();
    }
}
