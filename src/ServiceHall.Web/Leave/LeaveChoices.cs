using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>What a leave form offers: kinds, colleagues to cover, the hours of a day, and what an extension begins with.</summary>
internal sealed class LeaveChoices(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    /// <summary>Somebody to ask.</summary>
    internal sealed record Colleague(int Id, string Name, string Number, string Place);

    /// <summary>Whom one can ask.</summary>
    /// <param name="Here">Of the same window, or of the section for those who are posted nowhere.</param>
    /// <param name="Near">Of other windows of the same unit.</param>
    /// <param name="IsOffice">Whether the applicant is posted nowhere.</param>
    internal sealed record Colleagues(IReadOnlyList<Colleague> Here, IReadOnlyList<Colleague> Near, bool IsOffice);

    /// <summary>The request that is to be extended.</summary>
    internal sealed record Extended(int Id, string Kind, DateTime Ends, DateTime Next, int? CoverId);

    /// <param name="Kinds">Code and title.</param>
    /// <param name="NextWorkday">The first workday from tomorrow on.</param>
    internal sealed record Choices(
        IReadOnlyList<(string Code, string Title)> Kinds, Colleagues Covers, DateOnly NextWorkday, Timetable Timetable, Extended? Extended);

    public async Task<Answer<Choices>> Run(Actor actor, int? extends, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.form", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        var extended = extends is null ? null : await act.Db.Set<LeaveRequest>().AsNoTracking().NotVoid().SingleOrDefaultAsync(leave => leave.Id == extends && leave.StaffId == actor.StaffId, cancel);
        return new Choices(
            [.. timetable.Rulebook.On(act.Today).Leave.Kinds.Values.Select(kind => (kind.Code, kind.Title))], await CoversFor(act, actor, await WindowsFrom(act, actor, cancel), cancel), Workday(timetable, act.Today.AddDays(1)), timetable,
            extended is null ? null : new Extended(extended.Id, extended.Kind, clock.Civil(extended.To), Next(timetable, clock.Civil(extended.To)), extended.CoverId));
    }

    // The day of the leave decides, and is still to be chosen: all windows from today on are offered for.
    private static Task<List<int>> WindowsFrom(Act act, Actor actor, CancellationToken cancel)
    {
        var today = act.Today;
        return act.Db.Postings.Where(post => post.StaffId == actor.StaffId && (post.To == null || post.To >= today))
            .OrderBy(post => post.From).Select(post => post.WindowId).ToListAsync(cancel);
    }

    /// <summary>Those who could be asked for leave from some windows; who is posted there only later may be asked for then.</summary>
    /// <param name="windows">The applicant's; none: posted nowhere, which the section's own people are.</param>
    public static async Task<Colleagues> CoversFor(Act act, Actor actor, IReadOnlyList<int> windows, CancellationToken cancel)
    {
        var today = act.Today;
        if (windows.Count == 0)
        {
            var roles = CoverFit.Office.ToList();
            return new(await act.Db.Staff.Where(staff => staff.Id != actor.StaffId && (staff.LeftOn == null || staff.LeftOn >= today)
                    && act.Db.RoleGrants.Any(grant => grant.StaffId == staff.Id && roles.Contains(grant.Role)))
                .OrderBy(staff => staff.Number).Select(staff => new Colleague(staff.Id, staff.Name, staff.Number, "")).ToListAsync(cancel), [], IsOffice: true);
        }

        var units = act.Db.Windows.Where(window => windows.Contains(window.Id)).Select(window => window.UnitId);
        var all = await act.Db.Postings.Where(post => units.Contains(post.Window!.UnitId) && post.StaffId != actor.StaffId && (post.To == null || post.To >= today)
                && (post.Staff!.LeftOn == null || post.Staff.LeftOn >= today))
            .OrderBy(post => post.Window!.Code).ThenBy(post => post.Staff!.Number)
            .Select(post => new { post.WindowId, Colleague = new Colleague(post.StaffId, post.Staff!.Name, post.Staff.Number, post.Window!.Name) }).ToListAsync(cancel);
        var here = all.Where(row => windows.Contains(row.WindowId)).Select(row => row.Colleague).DistinctBy(one => one.Id).ToList();
        return new(here, [.. all.Select(row => row.Colleague).DistinctBy(one => one.Id).Where(one => !here.Exists(other => other.Id == one.Id))], IsOffice: false);
    }

    private static DateOnly Workday(Timetable timetable, DateOnly from) =>
        timetable.SessionsFrom(from).Select(session => session.Day).FirstOrDefault(from);

    // The first working minute after the leave.
    private static DateTime Next(Timetable timetable, DateTime end) =>
        timetable.Touching(new(LocalMinute.Of(end), LocalMinute.Of(end.AddDays(NearSessions.Furthest)))).Select(session => LocalMinute.Later(session.Hours.Start, LocalMinute.Of(end)).ToDateTime()).FirstOrDefault(end);
}
