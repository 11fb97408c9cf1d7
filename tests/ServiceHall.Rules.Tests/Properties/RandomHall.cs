using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Rules.Tests.Properties;

/// <summary>Small halls by chance: a failing one is named by its seed, and the same seed makes the same hall.</summary>
internal static class RandomHall
{
    /// <summary>Two weeks over the change of season, so that two quarters meet too.</summary>
    public static Period Days { get; } = Notation.Period("2026-09-21~2026-10-09");

    public static Hall Of(int seed, HallRulebook? rulebook = null)
    {
        var chance = new Random(seed);
        var staff = Enumerable.Range(1001, chance.Next(2, 7)).Select(number => $"{number}").ToList();
        var windows = Enumerable.Range(1, chance.Next(1, 4)).Select(number => $"W{number}").ToList();
        var hall = new Hall
        {
            Rulebook = rulebook ?? HallRulebook.BuiltIn,
            Workdays = new() { [Notation.Day("2026-10-01")] = false, [Notation.Day("2026-09-27")] = true },
            Windows = windows.ConvertAll(window => new Window(new WindowId(window), "单位", null)),
            Postings = [.. staff.SelectMany(person => Postings(person, windows, chance))],
        };
        hall.Findings.AddRange(Enumerable.Range(1, chance.Next(12)).Select(number => Finding(number, staff, windows, chance)));
        hall.Credits.AddRange(Enumerable.Range(1, chance.Next(8)).Select(number => Credit(number, staff, windows, chance)));
        foreach (var person in staff) AddDays(hall, new StaffId(person), chance);
        if (chance.Next(3) == 0) hall.Exemptions.Add(Notation.Exemption("2026-09-23T08:00~2026-09-23T10:00", "E1"));
        return hall;
    }

    public static T Pick<T>(IReadOnlyList<T> choices, Random chance) => choices[chance.Next(choices.Count)];

    private static IEnumerable<Posting> Postings(string person, List<string> windows, Random chance) => chance.Next(3) == 0
        ? [Notation.Posting($"{person} {Pick(windows, chance)} 2026-09-01~2026-09-25"), Notation.Posting($"{person} {Pick(windows, chance)} 2026-09-26~")]
        : [Notation.Posting($"{person} {Pick(windows, chance)}")];

    private static void AddDays(Hall hall, StaffId staff, Random chance)
    {
        var timetable = hall.Timetable;
        foreach (var (day, session) in Days.Days.SelectMany(day => timetable.On(day).Select(session => (day, session))))
        {
            var habit = chance.Next(12);
            if (habit == 0) continue;
            if (habit == 1)
            {
                hall.Leave.Add(new LeaveRequest(
                    $"L{staff}-{day:MMdd}{session.Part}", staff, Pick(["personal", "sick", "annual", "official"], chance),
                    new Interval(session.Hours.Start, session.Hours.Start + chance.Next(1, 211)), day.ToDateTime(TimeOnly.MinValue),
                    Pick([LeaveDecision.Approved, LeaveDecision.Approved, LeaveDecision.Refused], chance), IsOverridden: false));
            }

            var (start, end) = (session.Hours.Start.ToDateTime(), session.Hours.End.ToDateTime());
            hall.Punches.Add(Punch(staff, start.AddMinutes(chance.Next(-20, habit < 4 ? 90 : 2)), PunchAction.In));
            if (habit != 2) hall.Punches.Add(Punch(staff, end.AddMinutes(chance.Next(habit < 4 ? -60 : 0, 20)), PunchAction.Out));
            if (habit == 3)
            {
                hall.Explanations.Add(new Explanation(
                    new SlotKey(staff, day, session.Part, PunchAction.In), day.ToDateTime(new TimeOnly(20, 0)), chance.Next(2) == 0));
            }
        }
    }

    private static Punch Punch(StaffId staff, DateTime at, PunchAction action) => new(staff, at, action, null, ShowedCode: false);

    private static Finding Finding(int number, List<string> staff, List<string> windows, Random chance) => new FindingFact
    {
        Id = $"F{number}",
        At = $"2026-09-{chance.Next(21, 31)}T09:{chance.Next(0, 60):00}",
        Inspection = Pick(["日常", "日常", "联合", "举报"], chance),
        Window = Pick(windows, chance),
        Staff = chance.Next(4) == 0 ? null : Pick(staff, chance),
        Code = Pick(["K1.2a", "K1.2a", "K1.3a", "K1.4b", "K1.6", "K1.8", "K3.2", "K4.1a", "K4.4"], chance),
        Quantity = chance.Next(1, 4),
        Severe = chance.Next(3) == 0,
        Verified = chance.Next(2) == 0,
    }.ToFinding();

    private static Credit Credit(int number, List<string> staff, List<string> windows, Random chance)
    {
        var code = Pick(["J2", "J2", "J3", "J4a", "J7", "J7"], chance);
        return new CreditFact
        {
            Id = $"C{number}",
            Day = $"2026-09-{chance.Next(21, 31)}",
            Window = Pick(windows, chance),
            Staff = chance.Next(2) == 0 ? null : Pick(staff, chance),
            Code = code,
            Level = code == "J2" ? Pick(["市", "省", "国家"], chance) : "",
            Striking = chance.Next(2) == 0,
            Matter = Pick([null, "甲", "乙"], chance),
        }.ToCredit();
    }
}
