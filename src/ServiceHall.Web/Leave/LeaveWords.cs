using System.Globalization;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Leave in the words that people read.</summary>
internal static class LeaveWords
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    /// <summary>11 月 20 日（周五）08:30 至 17:00.</summary>
    public static string Span(this TimeProvider clock, DateTimeOffset from, DateTimeOffset to)
    {
        var (start, end) = (clock.Civil(from), clock.Civil(to));
        var year = start.Year == clock.Today().Year && end.Year == start.Year ? "" : "yyyy 年 ";
        return Moment(start, year) + " 至 " + (start.Date == end.Date ? end.ToString("HH:mm", Chinese) : Moment(end, year));
    }

    /// <summary>As the request stands now.</summary>
    public static string Span(this TimeProvider clock, LeaveRequest leave) => clock.Span(leave.From, leave.To);

    /// <summary>11 月 20 日（周五）08:30.</summary>
    public static string Moment(this TimeProvider clock, DateTimeOffset at) => Moment(clock.Civil(at), "");

    /// <summary>2.5 days, without needless zeros.</summary>
    public static string Days(Fraction days) => days.Rounded().ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>How the desk colours a state.</summary>
    public static string Look(this LeaveState state) => state switch
    {
        LeaveState.Filed => "good",
        LeaveState.Approved or LeaveState.WaitsForCover or LeaveState.WaitsForSignatures => "warn",
        LeaveState.Refused or LeaveState.SentBack => "bad",
        _ => "quiet",
    };

    /// <summary>The kind's title by the rules of a day.</summary>
    public static string KindTitle(this HallRulebook rulebook, string kind, DateOnly day) => rulebook.On(day).Leave.Kinds[kind].Title;

    private static string Moment(DateTime at, string year) => at.ToString(year + "M 月 d 日（ddd）HH:mm", Chinese);
}
