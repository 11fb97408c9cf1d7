using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Store;
using Press = ServiceHall.Rules.Attendance.Punch;

namespace ServiceHall.Web.Attendance;

/// <summary>What every press passes, whichever way it comes: what a request must be, and the rules' verdict.</summary>
internal sealed class JudgePress(TimeProvider clock)
{
    private const string WithoutConsent = "您没有同意使用位置，请输入大厅屏幕上的动态码，或到大厅终端打卡。愿意用位置打卡的，请在打卡页阅读说明并同意。";

    /// <summary>Why nothing can be judged, or null.</summary>
    public static Refusal? FaultOf(ClockIn.Request request)
    {
        if (request.Device.Length > AttendanceTables.DeviceLength || request.Device.Any(char.IsControl))
            return new Refusal($"设备标识应在 {AttendanceTables.DeviceLength} 个字符以内。请刷新页面后再试。");
        if (TerminalDevice.Is(request.Device) && request.TerminalSiteId is null)
            return new Refusal("设备标识以“terminal:”开头的只有大厅终端，手机不能这样标识。请刷新页面后再试。");
        if (request.Position is { } place && !(Earth.IsLatitude(place.Latitude) && Earth.IsLongitude(place.Longitude) && place.Accuracy >= 0))
            return new Refusal("位置不合理：纬度应在 ±90、经度应在 ±180 之内，精度不能为负。请重新定位后再试。");
        if (request.Code is { } code && !SiteCodes.CouldBe(code))
            return new Refusal($"动态码是 {SiteCodes.Digits} 位数字。请照大厅屏幕上现在的数字输入，或重新扫描屏幕上的二维码。");
        return null;
    }

    /// <summary>The verdict of the rules, as it is kept and as it is told.</summary>
    public (Punch Punch, PunchTold Told) Run(GateInForce gate, Actor actor, ClockIn.Request request, DateTimeOffset now)
    {
        var civil = clock.Civil(now);
        var day = DateOnly.FromDateTime(civil);
        var fresh = request.FixAge is { } age && (age < TimeSpan.Zero || age > ClockIn.OldestFix) ? null : request.Position;
        // Somebody who was never posted has no staff number here; no posting has an empty one.
        var staff = gate.Numbers.GetValueOrDefault(actor.StaffId, new(""));
        var window = gate.Roster.On(staff, day) is { } posting ? gate.Windows[posting.Window] : ((int Id, int? SiteId)?)null;
        var shown = ShownCode.Of(gate, window?.SiteId, request, now);
        var verdict = gate.Gate.Judge(new Press(staff, civil, request.Action, fresh, shown.StandsIn || shown.Fault is not null));
        // Who, which day and which time come first.
        if (verdict.IsAccepted && shown.Fault is { } fault)
            verdict = verdict with { Outcome = fault };
        var told = PunchTold.Of(verdict, gate, isOld: fresh is null && request.Position is not null, request.TerminalSiteId is not null);
        if (request.IsWithoutConsent && verdict.Outcome == PunchOutcome.NoCode)
            told = told with { Sentence = WithoutConsent };
        return (new Punch
        {
            StaffId = actor.StaffId,
            Key = request.Key,
            At = now,
            Minute = verdict.Punch.Minute.ToDateTime(),
            Day = day,
            Action = request.Action,
            Part = verdict.Slot?.Session.Part,
            Outcome = verdict.Outcome,
            Proof = shown.Proof,
            WindowId = window?.Id,
            SiteId = window?.SiteId,
            DistanceMetres = verdict.Distance,
            RadiusMetres = verdict.Fence?.Radius,
            AccuracyMetres = request.Position?.Accuracy,
            FixAgeSeconds = request.Position is null ? null : (decimal?)request.FixAge?.TotalSeconds,
            Device = request.Device,
            Address = actor.Address,
            Clause = told.Clause,
            Sentence = told.Sentence,
        }, told);
    }
}
