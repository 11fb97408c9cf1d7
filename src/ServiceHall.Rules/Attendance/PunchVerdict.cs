using System.Globalization;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Attendance;

/// <summary>What became of a punch: accepted, or the first check that failed.</summary>
public enum PunchOutcome
{
    /// <summary>已接受.</summary>
    Accepted,

    /// <summary>Unknown, or not posted that day.</summary>
    NotEnrolled,

    /// <summary>Not a workday.</summary>
    NotWorkday,

    /// <summary>No slot of that action is open then.</summary>
    OutsideHours,

    /// <summary>Latitude, longitude or accuracy is missing.</summary>
    NoPosition,

    /// <summary>The accuracy is worse than the limit.</summary>
    Inaccurate,

    /// <summary>Outside the fence.</summary>
    OutsideArea,

    /// <summary>The hall asks for its code, and none was shown. Only a running hall says so: files hold no codes.</summary>
    NoCode,

    /// <summary>The code shown is not, or no longer, the hall's.</summary>
    StaleCode,

    /// <summary>The code shown is another hall's than the one of the person's window.</summary>
    ForeignCode,
}

/// <summary>The judgement of a punch (考勤 一(二)).</summary>
/// <param name="Punch">What was judged.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Slot">The slot that it fills; null where it was refused before one was found.</param>
/// <param name="Distance">Metres from the fence's centre; null where it was not measured.</param>
/// <param name="Fence">The fence measured against; null where none was.</param>
/// <param name="Rules">The rules used.</param>
public readonly record struct PunchVerdict(
    Punch Punch, PunchOutcome Outcome, PunchSlot? Slot, decimal? Distance, Fence? Fence, AttendanceRules Rules)
{
    /// <summary>Whether it counts.</summary>
    public bool IsAccepted => Outcome == PunchOutcome.Accepted;

    /// <summary>Clause and sentence.</summary>
    public Reason Why => Outcome switch
    {
        PunchOutcome.Accepted => new(Rules.OpenBefore.Basis, $"{Slot?.Title}，{Punch.Minute}，已接受。"),
        PunchOutcome.NotEnrolled => new("考勤 一(六)", "当天没有在岗任职登记，请由窗口负责人向科室申请登记。"),
        PunchOutcome.NotWorkday => new(Rules.Seasons.Basis, "当天不是工作日，不需要打卡。"),
        PunchOutcome.OutsideHours => new(Rules.OpenBefore.Basis,
            $"{Punch.Minute} 不在{Punch.Action.Title()}时间内：签到从上班前 {Rules.OpenBefore.Value} 分钟到下班为止，签退从上班到下班后 {Rules.CloseAfter.Value} 分钟为止。"),
        PunchOutcome.NoPosition => new(Rules.AccuracyLimit.Basis, "没有位置（纬度、经度或精度），请打开定位后再试。"),
        PunchOutcome.Inaccurate => new(Rules.AccuracyLimit.Basis,
            $"定位精度 ±{Metres(Punch.Position?.Accuracy)} 米，超过 {Rules.AccuracyLimit.Value} 米，请到窗边或室外附近再试。"),
        PunchOutcome.OutsideArea => new(Rules.DefaultRadius.Basis,
            $"距离大厅 {Metres(Distance)} 米，定位精度 ±{Metres(Punch.Position?.Accuracy)} 米，允许 {Metres(Fence?.Radius)} 米。"),
        PunchOutcome.NoCode => new(Rules.DefaultRadius.Basis, "本大厅打卡要凭动态码，这次没有动态码。"),
        PunchOutcome.StaleCode => new(Rules.DefaultRadius.Basis, "动态码不正确或已过期，动态码每 30 秒更换一次。"),
        PunchOutcome.ForeignCode => new(Rules.DefaultRadius.Basis, "这个动态码或终端不属于您今天任职的大厅。"),
        _ => throw new InvalidOperationException($"Unknown outcome {Outcome}."),
    };

    private static string Metres(decimal? metres) => (metres ?? default).ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>How outcomes are written.</summary>
public static class PunchOutcomes
{
    /// <summary>The reason as results write it: <c>outside_area</c>.</summary>
    public static string Code(this PunchOutcome outcome) => outcome switch
    {
        PunchOutcome.Accepted => "accepted",
        PunchOutcome.NotEnrolled => "not_enrolled",
        PunchOutcome.NotWorkday => "not_workday",
        PunchOutcome.OutsideHours => "outside_hours",
        PunchOutcome.NoPosition => "no_position",
        PunchOutcome.Inaccurate => "inaccurate",
        PunchOutcome.OutsideArea => "outside_area",
        PunchOutcome.NoCode => "no_code",
        PunchOutcome.StaleCode => "stale_code",
        PunchOutcome.ForeignCode => "foreign_code",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
