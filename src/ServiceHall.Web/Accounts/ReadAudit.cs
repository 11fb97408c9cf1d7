using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Reads the audit, newest first. That somebody read it is itself on record.</summary>
internal sealed class ReadAudit(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>One page of what matches; the text is looked for in actor, action, subject and detail.</summary>
    /// <param name="First">The first civil day; null: from the beginning.</param>
    /// <param name="Last">The last civil day, itself included; null: until now.</param>
    internal sealed record Request(string Text, AuditOutcome? Outcome, int Page, DateOnly? First = null, DateOnly? Last = null);

    internal sealed record Row(DateTimeOffset At, string Actor, string Action, string Subject, AuditOutcome Outcome, string Detail, string Address);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "audit.read", Right.ReadAudit, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if ((AcceptedDays.FaultOf("开始日期", request.First) ?? AcceptedDays.FaultOf("结束日期", request.Last)) is { } noDay)
            return noDay;
        var pattern = Like.Containing(request.Text);
        var named = AuditWords.ActionsNamed(request.Text);
        DateTimeOffset? since = request.First is { } first ? clock.InstantOf(first.ToDateTime(TimeOnly.MinValue)) : null;
        DateTimeOffset? until = request.Last is { } last ? clock.InstantOf(last.AddDays(1).ToDateTime(TimeOnly.MinValue)) : null;
        var records =
            from record in act.Db.Audit.AsNoTracking()
            join staff in act.Db.Staff on record.ActorId equals staff.Id into actors
            from staff in actors.DefaultIfEmpty()
            where (since == null || record.At >= since) && (until == null || record.At < until)
            where request.Outcome == null || record.Outcome == request.Outcome
            where EF.Functions.ILike(Like.Key(record.Action), pattern, Like.Escape) || named.Contains(record.Action) || EF.Functions.ILike(Like.Key(record.Subject), pattern, Like.Escape)
                || EF.Functions.ILike(Like.Key(record.Detail), pattern, Like.Escape) || EF.Functions.ILike(Like.Key(staff.Number + " " + staff.Name), pattern, Like.Escape)
            orderby record.Id descending
            select new Row(record.At, record.ActorId == null ? "—" : staff.Number + " " + staff.Name,
                record.Action, record.Subject, record.Outcome, record.Detail, record.Address);
        var total = await records.CountAsync(cancel);
        var page = ListPages.Nearest(request.Page, total, PageSize);
        var rows = await records.Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        act.Record("", $"{request.Text} {request.First:yyyy-MM-dd}–{request.Last:yyyy-MM-dd} 第 {page} 页");
        await act.Commit(cancel);
        return new Found(rows, total, page);
    }
}
