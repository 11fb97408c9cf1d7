using System.Globalization;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Calendar;

/// <summary>考勤 一(一): the scenarios of <c>calendar.yaml</c>.</summary>
public class CalendarScenarios
{
    private static readonly Tables Chapter = ScenarioFile.Read<Tables>("Calendar/calendar.yaml");
    private static readonly Table<DayRow> Days = new(Chapter.Days);
    private static readonly Table<TimeRow> Times = new(Chapter.Times);
    private static readonly Table<SpanRow> Spans = new(Chapter.Spans);

    public static TheoryData<string> DaySentences => Days.Sentences;

    public static TheoryData<string> TimeSentences => Times.Sentences;

    public static TheoryData<string> SpanSentences => Spans.Sentences;

    [Theory]
    [MemberData(nameof(DaySentences))]
    public void Sessions_of_a_day(string sentence)
    {
        var row = Days[sentence];
        var sessions = row.Timetable().On(Notation.Day(row.Day)).Select(session => $"{session.Title} {session.Hours}");
        Assert.Equal(row.Sessions, sessions);
    }

    [Theory]
    [MemberData(nameof(TimeSentences))]
    public void Working_minutes(string sentence)
    {
        var row = Times[sentence];
        Assert.Equal(row.Minutes, row.Timetable().WorkingMinutes(Notation.Span(row.Time)));
    }

    [Theory]
    [MemberData(nameof(SpanSentences))]
    public void Quarter_month_and_week_of_a_day(string sentence)
    {
        var row = Spans[sentence];
        var day = Notation.Day(row.Day);
        var week = IsoWeek.Of(day);
        Assert.Equal(
            (row.Quarter, row.Month, row.Week),
            (Quarter.Of(day).ToString(), YearMonth.Of(day).ToString(),
                string.Create(CultureInfo.InvariantCulture, $"{week.Year}W{week.Number:00}")));
        Assert.True(Quarter.Of(day).Days.Holds(day));
        Assert.True(YearMonth.Of(day).Days.Holds(day));
        if (row.QuarterDays is { } days) Assert.Equal(Notation.Period(days), Quarter.Of(day).Days);
    }

    public sealed class Tables
    {
        [YamlMember(Alias = "工作日")]
        public List<DayRow> Days { get; set; } = [];

        [YamlMember(Alias = "工作时间")]
        public List<TimeRow> Times { get; set; } = [];

        [YamlMember(Alias = "季月周")]
        public List<SpanRow> Spans { get; set; } = [];
    }

    public abstract class CalendarRow : Row
    {
        [YamlMember(Alias = "调整")]
        public Dictionary<string, string> Workdays { get; set; } = [];

        internal Timetable Timetable() => new(
            new HallCalendar(Workdays.ToDictionary(
                pair => Notation.Day(pair.Key), pair => Notation.Pick(pair.Value, ("班", true), ("休", false)))),
            HallRulebook.BuiltIn);
    }

    public sealed class DayRow : CalendarRow
    {
        [YamlMember(Alias = "日")]
        public string Day { get; set; } = "";

        [YamlMember(Alias = "时段")]
        public List<string> Sessions { get; set; } = [];
    }

    public sealed class TimeRow : CalendarRow
    {
        [YamlMember(Alias = "时间")]
        public string Time { get; set; } = "";

        [YamlMember(Alias = "分钟")]
        public long Minutes { get; set; }
    }

    public sealed class SpanRow : Row
    {
        [YamlMember(Alias = "日")]
        public string Day { get; set; } = "";

        [YamlMember(Alias = "季")]
        public string Quarter { get; set; } = "";

        [YamlMember(Alias = "月")]
        public string Month { get; set; } = "";

        [YamlMember(Alias = "周")]
        public string Week { get; set; } = "";

        [YamlMember(Alias = "季的起止")]
        public string? QuarterDays { get; set; }
    }
}
