using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;

namespace ServiceHall.Rules.Attendance;

/// <summary>Time that nobody owes (免考勤): a power cut, a closed afternoon, a whole-hall meeting (考勤 一(三), our reading).</summary>
/// <param name="Id">Which.</param>
/// <param name="Time">When.</param>
/// <param name="Site">Only those posted at its windows that day; null: whatever the site.</param>
/// <param name="Staff">Only this person; null: whoever.</param>
public sealed record Exemption(string Id, Interval Time, SiteId? Site, StaffId? Staff)
{
    /// <summary>Whether it holds for a person posted at a site (null: a window without site).</summary>
    public bool HoldsFor(StaffId staff, SiteId? site) =>
        (Staff is not { } person || person == staff) && (Site is not { } place || place == site);
}
