using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>What waits for the section: explanations, enrolments, truant sessions that nobody looked at.</summary>
internal sealed class AttendanceFigures() : StartFigures(150, Right.KeepAttendance)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
    [
        new("情况说明待处理", "/desk/explanations", db.Waiting().Select(_ => 1)),
        new("入驻登记待处理", "/desk/enrolments", db.Set<EnrolmentRequest>().Where(request => request.Accepted == null).Select(_ => 1)),
        new("旷工待核查（半天）", "/desk/truancy", ListTruancy.Unseen(db).Select(_ => 1)),
    ];
}
