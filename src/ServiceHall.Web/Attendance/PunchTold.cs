using System.Globalization;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Calendar;

namespace ServiceHall.Web.Attendance;

/// <summary>What somebody is told about a press: what became of it, and what to do where it was not accepted.</summary>
/// <param name="Accepted">Whether it counts.</param>
/// <param name="Outcome">As results write it: <c>accepted</c>, <c>outside_area</c>.</param>
/// <param name="Sentence">In words, with what to do next.</param>
/// <param name="Clause">The clause that it rests on.</param>
/// <param name="Minute">The minute that counts, in civil time.</param>
internal sealed record PunchTold(bool Accepted, string Outcome, string Sentence, string Clause, DateTime Minute)
{
    /// <summary>In words.</summary>
    /// <param name="verdict">What the rules say.</param>
    /// <param name="gate">For the next opening.</param>
    /// <param name="isOld">The phone sent a position that is too old to say anything.</param>
    /// <param name="atTerminal">It was pressed at the hall's terminal.</param>
    public static PunchTold Of(in PunchVerdict verdict, GateInForce gate, bool isOld, bool atTerminal)
    {
        var why = isOld && verdict.Outcome == PunchOutcome.NoPosition
            ? new Reason(verdict.Rules.AccuracyLimit.Basis, $"手机给出的是 {ClockIn.OldestFix.TotalSeconds:0} 秒以前的旧位置，不能说明您现在在哪里。")
            : verdict.Why;
        var sentence = verdict.IsAccepted ? Accept(verdict, atTerminal) : why.Sentence + Advice(verdict, gate.Days.Timetable, gate);
        return new PunchTold(verdict.IsAccepted, verdict.Outcome.Code(), sentence, why.Clause, verdict.Punch.Minute.ToDateTime());
    }

    /// <summary>What was told when the press came first.</summary>
    public static PunchTold Again(Punch punch) =>
        new(punch.Outcome == PunchOutcome.Accepted, punch.Outcome.Code(), punch.Sentence, punch.Clause, punch.Minute);

    /// <summary>The first slot that opens after a minute, that day or on a day to come.</summary>
    /// <param name="action">Of which action; null: of either.</param>
    /// <returns>Null: none within thirty days, which is longer than any official holiday.</returns>
    public static PunchSlot? NextSlot(LocalMinute now, Timetable timetable, PunchAction? action = null) =>
        new Period(now.Day, now.Day.AddDays(NearSessions.Furthest)).Days.SelectMany(day => PunchSlot.On(day, timetable))
            .FirstOrDefault(slot => slot.Opens > now && (action is null || slot.Action == action));

    private static string Accept(in PunchVerdict verdict, bool atTerminal)
    {
        var done = $"已{verdict.Punch.Action.Title()} {verdict.Punch.Minute}";
        if (verdict.Punch.ShowedCode)
            return $"{done} · {(atTerminal ? "大厅终端" : "凭动态码")}";
        return verdict.Distance is { } distance
            ? $"{done} · 距离中心 {Metres(distance)} 米 · 精度 ±{Metres(verdict.Punch.Position?.Accuracy ?? default)} 米"
            : done;
    }

    private static string Advice(in PunchVerdict verdict, Timetable timetable, GateInForce gate) => verdict.Outcome switch
    {
        PunchOutcome.NotWorkday => Holiday(gate, verdict.Punch.Minute.Day) + NextOpening(verdict, timetable),
        PunchOutcome.OutsideHours => NextOpening(verdict, timetable),
        PunchOutcome.NoPosition => "请在手机设置中打开定位，并允许浏览器使用位置，然后再按一次。",
        PunchOutcome.Inaccurate => "打开手机的无线局域网有助于室内定位。",
        PunchOutcome.OutsideArea => $"超出 {Metres((verdict.Distance - verdict.Fence?.Radius) ?? default)} 米，请走进大厅后再按一次。",
        PunchOutcome.NoCode or PunchOutcome.StaleCode => "请扫描大厅工作区屏幕上现在的二维码，或输入它下面的 8 位数字，然后再按一次。",
        PunchOutcome.ForeignCode => "请扫描本人窗口所在大厅的动态码，或到那里的终端打卡；任职有变动请告知科室。",
        _ => "",
    };

    private static string Holiday(GateInForce gate, DateOnly day) => gate.Days.Year.On(day).Name is { Length: > 0 } name ? $"（{name}）" : "";

    private static string NextOpening(in PunchVerdict verdict, Timetable timetable)
    {
        var (now, action) = (verdict.Punch.Minute, verdict.Punch.Action);
        if (NextSlot(now, timetable, action) is not { } next)
            return "";
        var day = next.Opens.Day == now.Day ? "今天" : next.Opens.Day.ToString("M 月 d 日（ddd）", CultureInfo.GetCultureInfo("zh-CN"));
        return $"下一次{action.Title()}：{day} {next.Opens} 起（{next.Title}，到 {next.Closes}）。";
    }

    private static string Metres(decimal metres) => Math.Round(metres, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture);
}
