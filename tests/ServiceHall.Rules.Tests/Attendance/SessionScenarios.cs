using System.Globalization;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Scoring;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Attendance;

/// <summary>考勤 一(一)-(三), how a session went and what it costs: the second table of <c>attendance.yaml</c>.</summary>
public class SessionScenarios
{
    private static readonly Table<SessionRow> Sessions =
        new(ScenarioFile.Read<AttendanceTables>("Attendance/attendance.yaml").Sessions);

    public static TheoryData<string> Sentences => Sessions.Sentences;

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Session(string sentence)
    {
        var row = Sessions[sentence];
        var (day, hall) = (Notation.Day(row.Day), row.ToHall());
        var outcome = hall.Run(new Period(day, day));
        var result = outcome.Sessions.Single(session => session.Session.Part == Notation.Part(row.Part));

        Assert.Equal(string.Join('+', row.Result.Split('+').Select(Code)), result.Status);
        Assert.Equal(
            (row.Late, row.Early, row.Review, row.Leave),
            (result.LateMinutes, result.EarlyMinutes, result.NeedsReview, result.Cover?.Leave?.Kind is { } kind ? KindTitle(hall, day, kind) : null));
        if (row.Kept is { } kept) Assert.Equal(kept, $"{Shown(result.Kept.SignIn)} {Shown(result.Kept.SignOut)}");
        if (row.Required is { } required) Assert.Equal(required, result.Required?.ToString());
        if (row.CoveredBy is { } cover) Assert.Equal(cover, result.Cover?.Leave?.Id ?? result.Cover?.Exemption?.Id);

        var entries = AttendanceEntries.Of(result, hall.Rulebook.On(day), action => hall.IsExplained(result, action)).ToList();
        Assert.Equal(row.Entries, entries.Select(entry => $"{Slot(entry)} {entry.Code} {entry.Points}"));
        Assert.All(entries, entry => Assert.Equal(
            (day, Subject.Of(new StaffId("1001")), new WindowId("W1"), EntrySource.Attendance),
            (entry.BookedOn, entry.Subject, entry.Window, entry.Source)));
    }

    private static string KindTitle(Hall hall, DateOnly day, string kind) => hall.Rulebook.On(day).Leave.Kinds[kind].Title;

    private static string Shown(LocalMinute? minute) => minute?.ToString() ?? "无";

    /// <summary>The reference of an entry is date/session/slot.</summary>
    private static string Slot(LedgerEntry entry)
    {
        var parts = entry.Reference.Split('/');
        Assert.Equal(entry.BookedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), parts[0]);
        return Notation.Pick(parts[1], ("am", "上午"), ("pm", "下午")) + Notation.Pick(parts[2], ("in", "签到"), ("out", "签退"));
    }

    /// <summary>The contract's codes.</summary>
    private static string Code(string word) => Notation.Pick(
        word, ("正常", "normal"), ("迟到", "late"), ("早退", "early"), ("未签退", "no_out"), ("缺勤", "absent"), ("旷工", "truant"),
        ("请假", "leave"), ("免考勤", "exempt"));
}

public sealed class SessionRow : Row
{
    [YamlMember(Alias = "日")]
    public string Day { get; set; } = "2026-07-01";

    [YamlMember(Alias = "段")]
    public string Part { get; set; } = "上午";

    [YamlMember(Alias = "打卡")]
    public List<string> Punches { get; set; } = [];

    [YamlMember(Alias = "请假")]
    public List<string> LeaveAsked { get; set; } = [];

    [YamlMember(Alias = "免考勤")]
    public List<string> Exemptions { get; set; } = [];

    /// <summary><c>签到 2026-07-01T18:00 接受</c>: about which slot of the session, when handed in, what became of it.</summary>
    [YamlMember(Alias = "说明")]
    public List<string> Explanations { get; set; } = [];

    [YamlMember(Alias = "结果")]
    public string Result { get; set; } = "";

    [YamlMember(Alias = "迟")]
    public int Late { get; set; }

    [YamlMember(Alias = "早")]
    public int Early { get; set; }

    [YamlMember(Alias = "复核")]
    public bool Review { get; set; }

    [YamlMember(Alias = "假")]
    public string? Leave { get; set; }

    [YamlMember(Alias = "依据")]
    public string? CoveredBy { get; set; }

    [YamlMember(Alias = "应在岗")]
    public string? Required { get; set; }

    [YamlMember(Alias = "留下")]
    public string? Kept { get; set; }

    [YamlMember(Alias = "记分")]
    public List<string> Entries { get; set; } = [];

    internal Hall ToHall()
    {
        var day = Notation.Day(Day);
        var staff = new StaffId("1001");
        return new Hall
        {
            Windows = [new Window(new WindowId("W1"), "单位", new SiteId("H1"))],
            Postings = [Notation.Posting("1001 W1")],
            Punches = Punches.ConvertAll(text => text.Split(' ')).ConvertAll(words => new Punch(
                staff, Notation.Time(words[1], day), Notation.Action(words[0]), null, ShowedCode: true)),
            Leave = [.. LeaveAsked.Select((text, i) => Notation.Leave($"1001 {text}", $"L{i + 1}", day))],
            Exemptions = [.. Exemptions.Select((text, i) => Notation.Exemption(text, $"E{i + 1}", day))],
            Explanations = Explanations.ConvertAll(text => text.Split(' ')).ConvertAll(words => new Explanation(
                new SlotKey(staff, day, Notation.Part(Part), Notation.Action(words[0])),
                Notation.Time(words[1], day), Notation.Pick(words[2], ("接受", true), ("未接受", false)))),
        };
    }
}
