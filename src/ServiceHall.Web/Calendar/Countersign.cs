using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>The second signature under what somebody else proposed, and the withdrawal of it.</summary>
internal sealed class Countersign(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Signs; from now on it holds. Nobody signs what they proposed themselves.</summary>
    public async Task<Answer<Done>> Sign<T>(Actor actor, int id, CancellationToken cancel)
        where T : Countersigned
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.sign", Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<T>().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } proposal)
            return PeopleFaults.Gone;
        if (!proposal.IsWaiting)
            return new Refusal("它已经签过字或已撤回，不再等待。请刷新。", Kind: RefusalKind.Conflict);
        if (proposal.ProposedById == actor.StaffId)
            return await act.RefuseAsNotAllowed(proposal.Subject, new Refusal("第二人签字不能由提出人自己完成，请由另一位同事签字。"), cancel);
        if (proposal is DayDecision { IsWorkday: true } day && day.Day < act.Today)
            return new Refusal($"{day.Day:yyyy-MM-dd} 已经过去，不能再改为上班：那天无法打卡。请撤回此项调整。", "考勤 一(二)");
        if (await Closed(act, proposal, cancel) is { } closed)
            return closed;
        (proposal.SignedById, proposal.SignedAt) = (act.Rights.StaffId, act.Now);
        Note(act, proposal, $"{proposal.What}：{proposal.Reason}");
        act.Record(proposal.Subject, proposal.Reason);
        return await Saved(act, cancel);
    }

    /// <summary>Withdraws what waits; what holds already only by the section head and for a reason.</summary>
    public async Task<Answer<Done>> Withdraw<T>(Actor actor, int id, string reason, CancellationToken cancel)
        where T : Countersigned
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.withdraw", Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<T>().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { WithdrawnAt: null } proposal)
            return PeopleFaults.Gone;
        if (proposal.IsInForce && !act.Rights.Roles.Contains(HallRole.SectionHead))
            return await act.RefuseAsNotAllowed(proposal.Subject, new Refusal("已生效的决定只能由科长撤销。"), cancel);
        if ((proposal.IsInForce || reason.Length > 0) && Propose.FaultOf(reason) is { } fault)
            return fault;
        if (proposal is DayDecision { IsInForce: true, IsWorkday: false } off && off.Day < act.Today
            && DateOnly.FromDateTime(clock.Civil(off.SignedAt!.Value)) <= off.Day)
            return new Refusal($"{off.Day:yyyy-MM-dd} 已按此决定放假，不能再改回上班：那天无人打卡。", "考勤 一(二)");
        if (proposal.IsInForce && await Closed(act, proposal, cancel) is { } closed)
            return closed;
        if (proposal.IsInForce)
            Note(act, proposal, $"撤销{proposal.What}：{reason.Trim()}");
        (proposal.WithdrawnById, proposal.WithdrawnAt, proposal.WithdrawnFor) = (act.Rights.StaffId, act.Now, reason.Trim());
        act.Record(proposal.Subject, reason.Trim());
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
