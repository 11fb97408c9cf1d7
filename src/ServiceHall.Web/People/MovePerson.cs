using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>Posts a person at a window from a day on: the posting of before ends on the day before, the next begins.</summary>
internal sealed class MovePerson(IDbContextFactory<HallDb> factory, TimeProvider clock, IKeepDays keeps)
{
    internal sealed record Request(int StaffId, int WindowId, PostRole Role, PostKind Kind, DateOnly? From, DateOnly? To = null);

    public async Task<Answer<Done>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "people.move", Right.EditPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if ((AcceptedDays.Take("到岗日期", request.From, out var from) ?? AcceptedDays.FaultOf("离岗日期", request.To)) is { } noDay)
            return noDay;
        if (request.StaffId == actor.StaffId)
            return await act.RefuseAsNotAllowed($"staff {act.Rights.Number}", PeopleFaults.OwnPosting, cancel);
        var staff = await act.Db.Staff.Include(person => person.Postings).ThenInclude(post => post.Window)
            .SingleOrDefaultAsync(person => person.Id == request.StaffId, cancel);
        var window = await act.Db.Windows.FindAsync([request.WindowId], cancel);
        if (staff is null || window is null)
            return PeopleFaults.Gone;
        if ((Fault(staff, request) ?? await keeps.RefusalFor(act.Db, from, DateOnly.MaxValue, cancel)) is { } fault)
            return fault;
        var before = staff.Postings.SingleOrDefault(post => post.From < from && (post.To is null || post.To >= from));
        if (before is not null)
            before.To = from.AddDays(-1);
        act.Db.Add(new Posting
        {
            StaffId = staff.Id, WindowId = window.Id, Role = request.Role, Kind = request.Kind, From = from, To = request.To,
            EnrolledAt = before is null ? act.Now : before.EnrolledAt,
        });
        act.Record($"staff {staff.Number}", $"{before?.Window?.Code ?? "未安排"} → {window.Code} {request.Role.Chinese()}，自 {from:yyyy-MM-dd}");
        return await Saved(act, cancel);
    }

    /// <summary>Ends a posting on a day, itself included.</summary>
    public async Task<Answer<Done>> End(Actor actor, int postingId, DateOnly? last, uint version, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "people.end-posting", Right.EditPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (AcceptedDays.Take("任职的最后一天", last, out var lastDay) is { } noDay)
            return noDay;
        var post = await act.Db.Postings.Include(p => p.Staff).SingleOrDefaultAsync(p => p.Id == postingId, cancel);
        if (post is null)
            return PeopleFaults.Gone;
        if (post.StaffId == actor.StaffId)
            return await act.RefuseAsNotAllowed($"staff {act.Rights.Number}", PeopleFaults.OwnPosting, cancel);
        if (lastDay < post.From)
            return new Refusal($"最后一天不能早于任职开始的 {post.From:yyyy-MM-dd}。");
        var changes = (post.To is { } before && before < lastDay ? before : lastDay).AddDays(1);
        if (post.To != lastDay && await keeps.RefusalFor(act.Db, changes, DateOnly.MaxValue, cancel) is { } kept)
            return kept;
        act.Db.Entry(post).Property(p => p.Version).OriginalValue = version;
        act.Record($"staff {post.Staff!.Number}", $"任职截止 {post.To:yyyy-MM-dd}→{lastDay:yyyy-MM-dd}");
        post.To = lastDay;
        return await Saved(act, cancel);
    }

    private static Refusal? Fault(StaffMember staff, Request request)
    {
        if (request.To < request.From)
            return new Refusal("离岗日期不能早于到岗日期，请改正。");
        if (staff.LeftOn is { } left && (request.To is null || request.To > left))
            return new Refusal($"{staff.Name} 自 {left:yyyy-MM-dd} 后已离开大厅。如已返回，请先清除离开日期。");
        var clash = staff.Postings.FirstOrDefault(post => post.From >= request.From && (request.To is null || post.From <= request.To));
        return clash is null
            ? null
            : new Refusal($"{clash.From:yyyy-MM-dd} 起已有在 {clash.Window?.Code} 的任职，与此重叠。请先改动那一段，或填写更早的离岗日期。");
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
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { ConstraintName: PeopleTables.NoOverlap })
        {
            return new Refusal("与此人另一段在岗任职重叠（可能刚由他人安排）。请刷新后核对。", Kind: RefusalKind.Conflict);
        }
    }
}
