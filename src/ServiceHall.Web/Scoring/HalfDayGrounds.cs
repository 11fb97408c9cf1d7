using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;
using Exemption = ServiceHall.Web.Calendar.Exemption;
using Ground = ServiceHall.Web.Scoring.ShowHalfDay.Ground;
using Leaves = ServiceHall.Web.Leave.LeaveRequest;

namespace ServiceHall.Web.Scoring;

/// <summary>What a half day rests on beside the punches: the same facts that <see cref="JudgeDays"/> takes as cover, with their words.</summary>
internal static class HalfDayGrounds
{
    public static async Task<IReadOnlyList<Ground>> Read(
        HallDb db, TimeProvider clock, GateInForce gate, int staffId, Session session, MonthLetters letters, CancellationToken cancel)
    {
        var (start, end) = (clock.InstantOf(session.Hours.Start.ToDateTime()), clock.InstantOf(session.Hours.End.ToDateTime()));
        var leave = await db.Set<Leaves>().AsNoTracking().NotVoid()
            .Where(leave => leave.StaffId == staffId && leave.From < end && leave.To > start).OrderBy(leave => leave.From)
            .Select(leave => new { leave.Id, leave.Kind, leave.State, leave.From, leave.To }).ToListAsync(cancel);
        var exemptions = await db.Set<Exemption>().AsNoTracking()
            .Where(exemption => exemption.SignedAt != null && exemption.WithdrawnAt == null && exemption.From < end && exemption.To > start)
            .Where(exemption => exemption.StaffId == null || exemption.StaffId == staffId)
            .OrderBy(exemption => exemption.From).Select(exemption => new { exemption.Reason, exemption.From, exemption.To, exemption.SiteId }).ToListAsync(cancel);
        int? siteId = gate.PostingOf(staffId, session.Day) is { } posted ? gate.Windows[posted.Window].SiteId : null;
        return
        [
            .. leave.Select(one => new Ground(
                "请假", $"{letters.Kinds.First(kind => kind.Code == one.Kind).Title} {Span(one.From, one.To)}，{one.State.Title()}", $"/desk/leave/{one.Id}")),
            .. exemptions.Where(one => one.SiteId is null || one.SiteId == siteId).Select(one => new Ground("免考勤", $"{one.Reason} {Span(one.From, one.To)}", null)),
            .. await Enrolments(db, staffId, session.Day, cancel),
            .. gate.Enrolments[staffId].Select(enrolment => enrolment.Excuse(session)).OfType<Rules.Attendance.Exemption>().Select(excuse => new Ground("入驻登记", excuse.Id, null)),
        ];

        string Span(DateTimeOffset from, DateTimeOffset to) => string.Create(CultureInfo.InvariantCulture, $"{clock.Civil(from):MM-dd HH:mm} 至 {clock.Civil(to):MM-dd HH:mm}");
    }

    private static async Task<IEnumerable<Ground>> Enrolments(HallDb db, int staffId, DateOnly day, CancellationToken cancel) =>
        (await EnrolmentWaits.Waited(db, day).AsNoTracking().Where(request => db.Staff.Any(staff => staff.Id == staffId && staff.NumberKey == request.NumberKey))
            .OrderBy(request => request.Id).Select(request => new { request.AskedOn, request.DecidedOn, request.Accepted, Leader = request.AskedBy!.Name, Window = request.Window!.Name }).ToListAsync(cancel))
        .Select(one => new Ground(
            "入驻登记",
            $"{one.Leader} {one.AskedOn:yyyy-MM-dd} 申请登记到{one.Window}，{(one.DecidedOn is { } decided ? $"科室 {decided:yyyy-MM-dd} {(one.Accepted == true ? "已登记" : "未同意")}" : "科室尚未处理")}；等待期间不计考勤（考勤 一(六)）",
            null));
}
