using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>Who may see whose attendance at the desk: the section and the hall's leader all, a unit's leader its windows, a window's leader the window.</summary>
internal static class AttendanceSight
{
    /// <summary>Whether somebody may see what happened at a window.</summary>
    public static bool MaySee(this Rights rights, MonthWindow window) =>
        rights.May(Right.SeeAllAttendance)
        || rights.UnitIds.Contains(window.UnitId)
        || (rights.Roles.Contains(HallRole.WindowLeader) && rights.WindowId == window.Id);
}
