using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring.Settling;

/// <summary>The quarters that have ended lately: which are closed, and what those that are not still miss (考核 二).</summary>
internal sealed class ShowQuarters(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, HallRulebook rulebook)
{
    /// <summary>A quarter that has ended.</summary>
    /// <param name="ClosedAt">When it was closed; null: it is open.</param>
    /// <param name="ClosedBy">By whom; empty: by the hall itself.</param>
    /// <param name="Dues">What keeps it from being closed; null: it is closed.</param>
    /// <param name="Unverified">Findings that cost nothing until they are verified: later they count in the next quarter.</param>
    /// <param name="Unfiled">Unannounced findings that are not filed.</param>
    internal sealed record Row(Quarter Quarter, DateTimeOffset? ClosedAt, string ClosedBy, QuarterDues? Dues, int Unverified, int Unfiled);

    public async Task<Answer<IReadOnlyList<Row>>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "scoring.quarters", Right.CloseQuarter, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        var rows = new List<Row>();
        var begun = await FirstFact.Of(act.Db, clock, cancel);
        foreach (var quarter in QuarterNames.Recent(act.Today).Where(quarter => quarter.Days.Last < act.Today && begun <= quarter.Days.Last))
            rows.Add(await Of(act.Db, quarter, timetable, cancel));
        return rows;
    }

    private async Task<Row> Of(HallDb db, Quarter quarter, Timetable timetable, CancellationToken cancel)
    {
        var name = $"{quarter}";
        var closed = await db.Set<ClosedQuarter>().AsNoTracking().SingleOrDefaultAsync(row => row.Quarter == name, cancel);
        if (closed is not null)
        {
            var by = await db.Staff.Where(staff => staff.Id == closed.ClosedById).Select(staff => staff.Name).SingleOrDefaultAsync(cancel);
            return new Row(quarter, closed.ClosedAt, by ?? "", null, 0, 0);
        }

        var (start, end) = (clock.InstantOf(quarter.Days.First.ToDateTime(TimeOnly.MinValue)), clock.InstantOf(quarter.Days.Last.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        var findings = db.Set<Finding>().Where(finding => finding.FoundAt >= start && finding.FoundAt < end);
        var needing = rulebook.On(quarter.Days.Last).Scoring.Items.Values.Where(item => item.NeedsVerification).Select(item => item.Code).ToList();
        return new Row(
            quarter, null, "", await QuarterDues.Read(db, timetable, quarter, cancel),
            await findings.CountAsync(finding => finding.VerifiedAt == null && needing.Contains(finding.Code), cancel),
            await findings.CountAsync(finding => finding.FiledAt == null, cancel));
    }
}
