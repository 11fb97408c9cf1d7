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
            [.. timetable.Rulebook.On(act.Today).Leave.Kinds.Values.Select(kind => (kind.Code, kind.Title))], await CoversFor(act, actor, act.Rights.WindowId, cancel), Workday(timetable, act.Today.AddDays(1)), timetable,
            extended is null ? null : new Extended(extended.Id, extended.Kind, clock.Civil(extended.To), Next(timetable, clock.Civil(extended.To)), extended.CoverId));
    }

    /// <summary>Those who could be asked for a request that is there already.</summary>
    public static async Task<Colleagues> CoversFor(Act act, Actor actor, int? windowId, CancellationToken cancel)
    {
        var today = act.Today;
        if (windowId is null)
        {
            var roles = CoverFit.Office.ToList();
            return new(await act.Db.Staff.Where(staff => staff.Id != actor.StaffId && (staff.LeftOn == null || staff.LeftOn >= today)
                    && act.Db.RoleGrants.Any(grant => grant.StaffId == staff.Id && roles.Contains(grant.Role)))
                .OrderBy(staff => staff.Number).Select(staff => new Colleague(staff.Id, staff.Name, staff.Number, "")).ToListAsync(cancel), [], IsOffice: true);
        }

        var unitId = await act.Db.Windows.Where(window => window.Id == windowId).Select(window => window.UnitId).SingleAsync(cancel);
        var all = await act.Db.Postings.Where(post => post.Window!.UnitId == unitId && post.StaffId != actor.StaffId && (post.To == null || post.To >= today)
                && post.From <= today && (post.Staff!.LeftOn == null || post.Staff.LeftOn >= today))
            .OrderBy(post => post.Window!.Code).ThenBy(post => post.Staff!.Number)
            .Select(post => new { post.WindowId, Colleague = new Colleague(post.StaffId, post.Staff!.Name, post.Staff.Number, post.Window!.Name) }).ToListAsync(cancel);
        return new([.. all.Where(row => row.WindowId == windowId).Select(row => row.Colleague)], [.. all.Where(row => row.WindowId != windowId).Select(row => row.Colleague)], IsOffice: false);
    }

    private static DateOnly Workday(Timetable timetable, DateOnly from) =>
        timetable.SessionsFrom(from).Select(session => session.Day).FirstOrDefault(from);

    // The first working minute after the leave.
    private static DateTime Next(Timetable timetable, DateTime end) =>
        timetable.Touching(new(LocalMinute.Of(end), LocalMinute.Of(end.AddDays(NearSessions.Furthest)))).Select(session => LocalMinute.Later(session.Hours.Start, LocalMinute.Of(end)).ToDateTime()).FirstOrDefault(end);
}
