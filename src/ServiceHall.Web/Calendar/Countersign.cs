using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>The second signature under what somebody else proposed, and the withdrawal of it.</summary>
internal sealed class Countersign(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Signs one; from now on it holds. Nobody signs what they proposed themselves.</summary>
    public Task<Answer<Done>> Sign<T>(Actor actor, int id, CancellationToken cancel)
        where T : Countersigned => Sign<T>(actor, [id], cancel);

    /// <summary>Signs several that were proposed together: all or none.</summary>
    public Task<Answer<Done>> Sign<T>(Actor actor, IReadOnlyCollection<int> ids, CancellationToken cancel)
        where T : Countersigned => Change<T>(actor, "calendar.sign", ids, "", async (act, proposal) =>
        {
            if (!proposal.IsWaiting)
                return new Refusal("它已经签过字或已撤回，不再等待。请刷新。", Kind: RefusalKind.Conflict);
            if (proposal.ProposedById == actor.StaffId)
                return new Refusal("第二人签字不能由提出人自己完成，请由另一位同事签字。", Kind: RefusalKind.NotAllowed);
            if (proposal is DayDecision { IsWorkday: true } day && DayDecision.ComesTooLateFor(day.Day, act.Today))
                return new Refusal($"{day.Day:yyyy-MM-dd} 已经到来，不能再改为上班：已经过去的时间无法打卡。请撤回此项调整。", "考勤 一(二)");
            if (await Closed(act, proposal, cancel) is { } closed)
                return closed;
            (proposal.SignedById, proposal.SignedAt) = (act.Rights.StaffId, act.Now);
            Note(act, proposal, proposal.IsOfOnePerson ? proposal.What : $"{proposal.What}：{proposal.Reason}");
            return null;
        }, isTold: _ => true, cancel);

    /// <summary>Withdraws one that waits; what holds already only by the section head and for a reason.</summary>
    public Task<Answer<Done>> Withdraw<T>(Actor actor, int id, string reason, CancellationToken cancel)
        where T : Countersigned => Withdraw<T>(actor, [id], reason, cancel);

    /// <summary>Withdraws several that were proposed together: all or none.</summary>
    public Task<Answer<Done>> Withdraw<T>(Actor actor, IReadOnlyCollection<int> ids, string reason, CancellationToken cancel)
        where T : Countersigned => Change<T>(actor, "calendar.withdraw", ids, reason.Trim(), async (act, proposal) =>
        {
            if (proposal.WithdrawnAt is not null)
                return PeopleFaults.Gone;
            if (proposal.IsInForce && !act.Rights.May(Right.WithdrawDecision))
                return new Refusal("已生效的决定只能由科长撤销。", Kind: RefusalKind.NotAllowed);
            if ((proposal.IsInForce || reason.Length > 0) && Propose.FaultOf(reason) is { } fault)
                return fault;
            if (proposal is DayDecision { IsInForce: true, IsWorkday: false } off && DayDecision.ComesTooLateFor(off.Day, act.Today)
                && DateOnly.FromDateTime(clock.Civil(off.SignedAt!.Value)) <= off.Day)
                return new Refusal($"{off.Day:yyyy-MM-dd} 已按此决定放假，不能再改回上班：那天无人打卡。", "考勤 一(二)");
            if (proposal.IsInForce && await Closed(act, proposal, cancel) is { } closed)
                return closed;
            if (proposal.IsInForce)
                Note(act, proposal, proposal.IsOfOnePerson ? $"撤销{proposal.What}" : $"撤销{proposal.What}：{reason.Trim()}");
            (proposal.WithdrawnById, proposal.WithdrawnAt, proposal.WithdrawnFor) = (act.Rights.StaffId, act.Now, reason.Trim());
            return null;
        }, isTold: proposal => proposal.SignedAt is not null, cancel);

    private async Task<Answer<Done>> Change<T>(
        Actor actor, string name, IReadOnlyCollection<int> ids, string remark, Func<Act, T, Task<Refusal?>> change, Func<T, bool> isTold, CancellationToken cancel)
        where T : Countersigned
    {
        await using var act = await Act.Begin(factory, clock, actor, name, Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var proposals = await act.Db.Set<T>().Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(cancel);
        if (proposals.Count == 0 || proposals.Count < ids.Count)
            return PeopleFaults.Gone;
        foreach (var proposal in proposals)
        {
            if (await change(act, proposal) is { } fault)
                return fault.Kind == RefusalKind.NotAllowed ? await act.RefuseAsNotAllowed(proposal.Subject, fault, cancel) : fault;
        }

        await TellConcerned.Run(act, clock, proposals.FindAll(proposal => isTold(proposal)), cancel);
        act.Record(
            string.Join(' ', proposals.Select(proposal => proposal.Subject)),
            proposals[0].IsOfOnePerson ? $"{proposals.Count} 人" : remark.Length > 0 ? remark : proposals[0].Reason);
        return await Saved(act, cancel);
    }

    private Task<Refusal?> Closed(Act act, Countersigned decision, CancellationToken cancel)
    {
        var (from, to) = decision.Time(clock);
        return MonthClosing.RefusalFor(act.Db, DateOnly.FromDateTime(clock.Civil(from)), DateOnly.FromDateTime(clock.Civil(to.AddTicks(-1))), cancel);
    }

    // Sessions in it may be closed already.
    private void Note(Act act, Countersigned decision, string cause)
    {
        var ((from, to), of) = (decision.Time(clock), decision as Exemption);
        StaleDay.Note(act.Db, clock, of?.StaffId, of?.SiteId, from, to, cause, act.Rights.StaffId);
    }

    private static async Task<Answer<Done>> Saved(Act act, CancellationToken cancel)
    {
        try
        {
            await act.Commit(cancel);
            return new Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return PeopleFaults.ChangedMeanwhile;
        }
    }
}
