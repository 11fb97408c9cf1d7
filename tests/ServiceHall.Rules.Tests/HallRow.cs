using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Scoring;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests;

/// <summary>
/// A scenario about a hall over a period. Everybody is there to the minute, but for what the row says: that is how a
/// clerk tells such a case.
/// </summary>
public abstract class HallRow : Row
{
    [YamlMember(Alias = "期间")]
    public string Period { get; set; } = "2026-07-01~2026-09-30";

    [YamlMember(Alias = "人")]
    public List<string> People { get; set; } = ["1001 W1"];

    /// <summary>The sites of windows; H1 where nothing is said.</summary>
    [YamlMember(Alias = "大厅")]
    public Dictionary<string, string> Sites { get; set; } = [];

    /// <summary>Exceptions: 休 or 班.</summary>
    [YamlMember(Alias = "调整")]
    public Dictionary<string, string> Workdays { get; set; } = [];

    /// <summary>Sessions without any punch.</summary>
    [YamlMember(Alias = "没打卡")]
    public List<string> Missing { get; set; } = [];

    /// <summary>Punches in place of those to the minute, in the session named: <c>1001 2026-07-01 上午 签到=08:31 签退=11:30</c>.</summary>
    [YamlMember(Alias = "打卡")]
    public List<string> Punches { get; set; } = [];

    [YamlMember(Alias = "请假")]
    public List<string> Leave { get; set; } = [];

    [YamlMember(Alias = "免考勤")]
    public List<string> Exemptions { get; set; } = [];

    [YamlMember(Alias = "问题")]
    public List<FindingFact> Findings { get; set; } = [];

    [YamlMember(Alias = "加分")]
    public List<CreditFact> Credits { get; set; } = [];

    internal Period Days => Notation.Period(Period);

    internal Outcome Run() => ToHall().Run(Days);

    private Hall ToHall()
    {
        var postings = People.ConvertAll(Notation.Posting);
        var named = postings.Select(posting => posting.Window.Text)
            .Concat(Findings.Select(finding => finding.Window)).Concat(Credits.Select(credit => credit.Window)).Distinct();
        var hall = new Hall
        {
            Workdays = Workdays.ToDictionary(pair => Notation.Day(pair.Key), pair => Notation.Pick(pair.Value, ("班", true), ("休", false))),
            Windows = [.. named.Select(window => new Window(
                new WindowId(window), "单位", new SiteId(Sites.GetValueOrDefault(window, "H1"))))],
            Postings = postings,
            Leave = [.. Leave.Select((text, i) => Notation.Leave(text, $"L{i + 1}"))],
            Exemptions = [.. Exemptions.Select((text, i) => Notation.Exemption(text, $"E{i + 1}"))],
            Findings = Findings.ConvertAll(finding => finding.ToFinding()),
            Credits = Credits.ConvertAll(credit => credit.ToCredit()),
        };
        var told = Missing.Concat(Punches).Select(Slot).ToHashSet();
        hall.PunchOnTime(Days, told);
        foreach (var text in Punches)
        {
            var (staff, day, _) = Slot(text);
            hall.Punches.AddRange(text.Split(' ').Skip(3).Select(word => word.Split('=')).Select(word => new Punch(
                staff, Notation.Time(word[1], day), Notation.Action(word[0]), null, ShowedCode: true)));
        }

        return hall;

        static (StaffId Staff, DateOnly Day, DayPart Part) Slot(string text)
        {
            var words = text.Split(' ');
            return (new StaffId(words[0]), Notation.Day(words[1]), Notation.Part(words[2]));
        }
    }
}

/// <summary>A finding as tables write it.</summary>
public class FindingFact
{
    [YamlMember(Alias = "号")]
    public string Id { get; set; } = "F1";

    [YamlMember(Alias = "时")]
    public string At { get; set; } = "2026-07-01T09:00";

    [YamlMember(Alias = "检查")]
    public string Inspection { get; set; } = "日常";

    [YamlMember(Alias = "窗口")]
    public string Window { get; set; } = "W1";

    [YamlMember(Alias = "人")]
    public string? Staff { get; set; }

    [YamlMember(Alias = "项")]
    public string Code { get; set; } = "";

    [YamlMember(Alias = "数量")]
    public int Quantity { get; set; } = 1;

    [YamlMember(Alias = "严重")]
    public bool Severe { get; set; }

    [YamlMember(Alias = "查实")]
    public bool Verified { get; set; }

    public Finding ToFinding() => new(
        Id, Notation.Time(At), Notation.Inspection(Inspection), new WindowId(Window),
        Staff is null ? null : new StaffId(Staff), Code, Quantity, Severe, Verified);
}

/// <summary>A credit as tables write it; recognised where nothing is said.</summary>
public class CreditFact
{
    [YamlMember(Alias = "号")]
    public string Id { get; set; } = "C1";

    [YamlMember(Alias = "日")]
    public string Day { get; set; } = "2026-07-01";

    [YamlMember(Alias = "窗口")]
    public string Window { get; set; } = "W1";

    [YamlMember(Alias = "人")]
    public string? Staff { get; set; }

    [YamlMember(Alias = "项")]
    public string Code { get; set; } = "";

    [YamlMember(Alias = "级别")]
    public string Level { get; set; } = "";

    [YamlMember(Alias = "效果显著")]
    public bool Striking { get; set; }

    [YamlMember(Alias = "认定")]
    public bool Recognised { get; set; } = true;

    [YamlMember(Alias = "事项")]
    public string? Matter { get; set; }

    public Credit ToCredit() => new(
        Id, Notation.Day(Day), new WindowId(Window), Staff is null ? null : new StaffId(Staff), Code,
        Notation.Level(Level), Striking, Recognised, Matter);
}
