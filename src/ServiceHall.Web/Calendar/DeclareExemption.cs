using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>Declares time that nobody owes (免考勤, 考勤 一(三)). It counts once somebody else has signed it.</summary>
internal sealed class DeclareExemption(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    // A power cut lasts hours; what lasts longer is a closed day of the calendar.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Civil times, the end outside. A site or people, or neither for the whole hall.</summary>
    internal sealed record Request(DateTime From, DateTime To, int? SiteId, IReadOnlyCollection<int> StaffIds, string Reason);

    /// <summary>Notes the declaration; seconds are cut.</summary>
    /// <returns>Its id, for <see cref="SignDeclaration"/>.</returns>
    public async Task<Answer<int>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.declare-exemption", Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (from, to) = (LocalMinute.Of(request.From).ToDateTime(), LocalMinute.Of(request.To).ToDateTime());
        if (DeclarationText.Fault(request.Reason) is { } fault)
            return fault;
        if (to <= from || to - from > Longest)
            return new Refusal($"结束时间应晚于开始时间，最长 {Longest.Days} 天。更长的停办请在日历中把这些天登记为休息。", "考勤 一(三)");
        if (request.SiteId is not null && request.StaffIds.Count > 0)
            return new Refusal("范围请只选一种：全体、一个大厅，或指定人员。", "考勤 一(三)");
        var people = request.StaffIds.Distinct().ToList();
        if (await act.Db.Staff.CountAsync(staff => people.Contains(staff.Id), cancel) != people.Count
            || (request.SiteId is { } site && !await act.Db.Sites.AnyAsync(s => s.Id == site, cancel)))
            return new Refusal("所选的大厅或人员已不存在，请刷新后重新选择。", Kind: RefusalKind.NotFound);
        var exemption = new Exemption
        {
            From = from,
            To = to,
            SiteId = request.SiteId,
            People = [.. people.Select(id => new ExemptPerson { StaffId = id })],
            Reason = request.Reason.Trim(),
            DeclaredById = actor.StaffId,
            DeclaredAt = act.Now,
        };
        act.Db.Add(exemption);
        act.Record(exemption.Title, exemption.Reason);
        await act.Commit(cancel);
        return exemption.Id;
    }
}
