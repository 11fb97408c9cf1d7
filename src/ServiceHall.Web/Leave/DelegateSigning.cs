using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Leave;

/// <summary>
/// An approver lets somebody sign in their place for some days (委托代签, 请假 (二), our reading), on record. The section head may
/// enter it for an approver who cannot.
/// </summary>
internal sealed class DelegateSigning(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 30;
    private const int LongestDays = 366;

    internal sealed record Found(IReadOnlyList<Delegation> Rows, int Total, int Page);

    /// <param name="FromNumber">Whose duty, by staff number; empty: one's own.</param>
    /// <param name="ToNumber">Who signs.</param>
    internal sealed record Request(string FromNumber, string ToNumber, DateOnly? First, DateOnly? Last, string Reason);

    public async Task<Answer<Done>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.delegate", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (AcceptedDays.Take(("第一天", request.First), ("最后一天", request.Last), out var first, out var last) is { } noDay)
            return noDay;
        if (Fault(request, first, last, act.Today) is { } fault)
            return fault;
        // Before anybody is looked up: the answer would tell whose number is one.
        var fromNumber = request.FromNumber.Trim();
        if (fromNumber.Length > 0 && fromNumber != act.Rights.Number && !act.Rights.May(Right.DelegateForOthers))
            return await act.RefuseAsNotAllowed($"staff {fromNumber}", new("只能委托本人的签批职责；代他人登记委托的是科长。", "请假 (二)"), cancel);
        var (from, to) = (await Person(act.Db, fromNumber, act, cancel), await Person(act.Db, request.ToNumber.Trim(), act, cancel));
        if (from is null || to is null || request.ToNumber.Trim().Length == 0)
            return new Refusal("没有这个工号，或此人已离开大厅。请核对工号。", Kind: RefusalKind.NotFound);
        if (from.Value.Id == to.Value.Id)
            return new Refusal("不能委托给本人。请选择另一位同事。", "请假 (二)");
        if (from.Value.Id != actor.StaffId && to.Value.Id == actor.StaffId)
            return await act.RefuseAsNotAllowed($"staff {from.Value.Number}", new("代他人登记委托时，不能委托给登记人自己。请选择另一位同事。", "请假 (二)"), cancel);
        var offices = await Offices.Read(act.Db, act.Now, act.Today, cancel);
        if (!offices.Holds(from.Value.Id))
            return new Refusal($"{from.Value.Name}没有签批职责，不需要委托。", "请假 (二)");
        // One at a time makes delegations, so that two made in the same second cannot form a circle.
        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(4240)", cancel);
        if (await Circle(act.Db, from.Value.Id, to.Value.Id, (first, last), cancel) is { } circle)
            return circle;
        act.Db.Add(new Delegation
        {
            FromId = from.Value.Id, ToId = to.Value.Id, First = first, Last = last, Reason = request.Reason.Trim(), MadeAt = act.Now,
        });
        Message.Tell(act.Db, act.Now, new[] { from.Value.Id, to.Value.Id }.Where(id => id != actor.StaffId), MessageKind.Approval,
            $"{from.Value.Name}委托{to.Value.Name}代签请假：{first:M 月 d 日} 至 {last:M 月 d 日}。", "/approvals");
        act.Record($"staff {from.Value.Number}", $"由 {to.Value.Number} 代签，{first:yyyy-MM-dd} 至 {last:yyyy-MM-dd}");
        try
        {
            await act.Commit(cancel);
            return new Done();
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { ConstraintName: LeaveTables.OneDelegate })
        {
            return new Refusal($"{from.Value.Name}在这些日子里已有委托，同一天只能委托一人。请先结束原来的委托。", "请假 (二)", RefusalKind.Conflict);
        }
    }

    /// <summary>Ends a delegation from today on; what the delegate signed stands.</summary>
    public async Task<Answer<Done>> End(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.end-delegation", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<Delegation>().Include(duty => duty.From).Include(duty => duty.To).SingleOrDefaultAsync(duty => duty.Id == id, cancel) is not { } duty)
            return NoDelegation;
        if (duty.FromId != actor.StaffId && duty.ToId != actor.StaffId && !act.Rights.May(Right.DelegateForOthers))
            return await act.RefuseAsUnseen($"delegation {id}", NoDelegation, cancel);
        if (duty.FromId != actor.StaffId && !act.Rights.May(Right.DelegateForOthers))
            return await act.RefuseAsNotAllowed($"delegation {id}", new("只有委托人本人和科长可以结束委托。", "请假 (二)"), cancel);
        if (duty.EndedAt is not null || duty.Last < act.Today)
            return Ended;
        (duty.EndedAt, duty.Last) = (act.Now, act.Today.AddDays(-1));
        Message.Tell(act.Db, act.Now, new[] { duty.FromId, duty.ToId }.Where(one => one != actor.StaffId), MessageKind.Approval,
            $"{duty.From!.Name}委托{duty.To!.Name}代签请假的安排已结束。", "/approvals");
        act.Record($"delegation {id}");
        try
        {
            await act.Commit(cancel);
            return new Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return Ended;
        }
    }

    /// <summary>All delegations on record, newest first: one's own, for the section head everybody's.</summary>
    public async Task<Answer<Found>> List(Actor actor, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.delegations", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var all = act.Rights.May(Right.DelegateForOthers);
        var duties = act.Db.Set<Delegation>().AsNoTracking().Where(duty => all || duty.FromId == actor.StaffId || duty.ToId == actor.StaffId);
        var total = await duties.CountAsync(cancel);
        var number = ListPages.Nearest(page, total, PageSize);
        var rows = await duties.Include(duty => duty.From).Include(duty => duty.To).OrderByDescending(duty => duty.First).ThenByDescending(duty => duty.Id)
            .Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new Found(rows, total, number);
    }

    private static Refusal NoDelegation => new("没有这项委托，或它与您无关。请刷新列表。", Kind: RefusalKind.NotFound);

    private static Refusal Ended => new("这项委托已经结束。", "请假 (二)", RefusalKind.Conflict);

    private static Refusal? Fault(Request request, DateOnly first, DateOnly last, DateOnly today)
    {
        if (last < first || last < today || last.DayNumber - first.DayNumber >= LongestDays)
            return new Refusal("委托的最后一天不能早于第一天，也不能早于今天，最长一年。请修改日期。", "请假 (二)");
        return Cut.Count(request.Reason.Trim()) is < 2 or > 200 ? new Refusal("请写明委托的原因（2 至 200 个字），它会与委托一起保存。", "请假 (二)") : null;
    }

    private static async Task<(int Id, string Number, string Name)?> Person(HallDb db, string number, Act act, CancellationToken cancel)
    {
        if (number.Length == 0)
            return (act.Rights.StaffId, act.Rights.Number, act.Rights.Name);
        var found = await db.Staff.Where(staff => staff.LeftOn == null || staff.LeftOn >= act.Today).Numbered(number)
            .Select(staff => new { staff.Id, staff.Number, staff.Name }).SingleOrDefaultAsync(cancel);
        return found is null ? null : (found.Id, found.Number, found.Name);
    }

    // From the delegate along every delegation of the same days: it must not lead back.
    private static async Task<Refusal?> Circle(HallDb db, int from, int to, (DateOnly First, DateOnly Last) time, CancellationToken cancel)
    {
        var duties = (await db.Set<Delegation>().AsNoTracking().Include(duty => duty.To).Where(duty => duty.First <= time.Last && duty.Last >= time.First && duty.First <= duty.Last)
            .ToListAsync(cancel)).ToLookup(duty => duty.FromId);
        var (open, seen) = (new Queue<int>([to]), new HashSet<int> { to });
        while (open.TryDequeue(out var at))
        {
            foreach (var duty in duties[at])
            {
                if (duty.ToId == from)
                    return new Refusal("委托成了一个圈：对方在这些日子里直接或间接委托了您。请换一位同事，或先结束那项委托。", "请假 (二)");
                if (seen.Add(duty.ToId))
                    open.Enqueue(duty.ToId);
            }
        }

        return null;
    }
}
