using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Attendance;

/// <summary>考勤 一(二), which punches are accepted: the first table of <c>attendance.yaml</c>.</summary>
public class PunchScenarios
{
    private const double CentreLatitude = 45.6;
    private const double CentreLongitude = 122.8;
    private const double MetresByDegree = 6_371_008.8 * Math.PI / 180;

    private static readonly Table<PunchRow> Punches =
        new(ScenarioFile.Read<AttendanceTables>("Attendance/attendance.yaml").Punches);

    public static TheoryData<string> Sentences => Punches.Sentences;

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Punch(string sentence)
    {
        var row = Punches[sentence];
        var site = new SiteId("H1");
        var gate = new PunchGate(
            new Roster(
                [new Window(new WindowId("W1"), "单位", row.Unfenced ? null : site)],
                [Notation.Posting("1001 W1 2026-01-01~2026-12-31")]),
            new Timetable(
                new HallCalendar(row.Workdays.ToDictionary(
                    pair => Notation.Day(pair.Key), pair => Notation.Pick(pair.Value, ("班", true), ("休", false)))),
                HallRulebook.BuiltIn),
            [new(site, new Fence(CentreLatitude, CentreLongitude, 150m))]);

        var verdict = gate.Judge(new Punch(
            new StaffId(row.Staff), Notation.Time(row.At), Notation.Action(row.Action), PositionOf(row), row.ShowedCode));

        Assert.Equal(Code(row.Outcome), verdict.Outcome.Code());
        Assert.Equal(row.Outcome == "接受", verdict.IsAccepted);
        if (row.Slot is { } slot) Assert.Equal(slot, verdict.Slot?.Title);
        else Assert.True(row.Outcome != "接受", "A row with an accepted punch says which slot it fills.");
    }

    [Theory]
    [InlineData(0, 0, 1, 0, "111195.08")] // one degree of a great circle
    [InlineData(0, 0, 0, 1, "111195.08")]
    [InlineData(60, 0, 60, 1, "55597.01")]
    [InlineData(90, 0, 0, 77, "10007557.22")] // pole to equator: a quarter of the circumference
    [InlineData(0, 179.5, 0, -179.5, "111195.08")] // over the date line
    [InlineData(45.6, 122.8, 45.6, 122.8, "0.00")]
    public void Distances_are_those_of_the_mean_sphere(double lat, double lon, double otherLat, double otherLon, string metres) =>
        Assert.Equal(metres, Earth.Metres(lat, lon, otherLat, otherLon).ToString("F2", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A place due north of the hall, at which the distance is an arc of the meridian.</summary>
    private static Position? PositionOf(PunchRow row) => row.NoPosition
        ? null
        : new Position(CentreLatitude + (row.Metres / MetresByDegree), CentreLongitude, row.Accuracy);

    /// <summary>The contract's codes.</summary>
    private static string Code(string word) => Notation.Pick(
        word, ("接受", "accepted"), ("未登记", "not_enrolled"), ("非工作日", "not_workday"), ("不在时间内", "outside_hours"),
        ("没有位置", "no_position"), ("精度不足", "inaccurate"), ("范围外", "outside_area"));
}

public sealed class AttendanceTables
{
    [YamlMember(Alias = "打卡")]
    public List<PunchRow> Punches { get; set; } = [];

    [YamlMember(Alias = "时段")]
    public List<SessionRow> Sessions { get; set; } = [];
}

public sealed class PunchRow : Row
{
    [YamlMember(Alias = "人")]
    public string Staff { get; set; } = "1001";

    [YamlMember(Alias = "时")]
    public string At { get; set; } = "2026-07-01T08:00";

    [YamlMember(Alias = "打")]
    public string Action { get; set; } = "签到";

    [YamlMember(Alias = "距离")]
    public double Metres { get; set; }

    [YamlMember(Alias = "精度")]
    public decimal Accuracy { get; set; } = 10;

    [YamlMember(Alias = "无定位")]
    public bool NoPosition { get; set; }

    [YamlMember(Alias = "大厅码")]
    public bool ShowedCode { get; set; }

    [YamlMember(Alias = "窗口不设范围")]
    public bool Unfenced { get; set; }

    [YamlMember(Alias = "调整")]
    public Dictionary<string, string> Workdays { get; set; } = [];

    [YamlMember(Alias = "结果")]
    public string Outcome { get; set; } = "";

    [YamlMember(Alias = "记入")]
    public string? Slot { get; set; }
}
