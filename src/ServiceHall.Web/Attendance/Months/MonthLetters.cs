using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>
/// What stands for a half day in a month: a letter, its meaning and a class of colours, the same at the desk, on the
/// phone and on paper. Colour never says anything alone. Each kind of leave has its title's first letter.
/// </summary>
internal sealed class MonthLetters
{
    private static readonly (HalfDay State, string Status, string Letter, string Title, string Class)[] Plain =
    [
        (HalfDay.None, "", "", "无记录", "none"),
        (HalfDay.Off, "", "休", "休息", "off"),
        (HalfDay.Open, "", "待", "未结束", "open"),
        (HalfDay.Present, "normal", "到", "到岗", "present"),
        (HalfDay.Late, "late", "迟", "迟到", "late"),
        (HalfDay.Early, "early", "早", "早退", "early"),
        (HalfDay.NoOut, "no_out", "退", "未签退", "early"),
        (HalfDay.LateAndEarly, "late+early", "迟早", "迟到并早退", "late"),
        (HalfDay.LateAndNoOut, "late+no_out", "迟退", "迟到并未签退", "late"),
        (HalfDay.Absent, "absent", "缺", "缺勤", "absent"),
        (HalfDay.Truant, "truant", "旷", "旷工", "truant"),
        (HalfDay.Exempt, "exempt", "免", "免考勤", "exempt"),
        (HalfDay.Leave, "leave", "假", "请假", "leave"),
    ];

    private readonly Dictionary<string, HalfDay> _states = Plain.Where(row => row.Status.Length > 0).ToDictionary(row => row.Status, row => row.State, StringComparer.Ordinal);

    /// <summary>The letters under the rules of a day.</summary>
    public MonthLetters(LeaveRules rules) => Kinds = [.. rules.Kinds.Values];

    /// <summary>The kinds of leave in the rulebook's order.</summary>
    public IReadOnlyList<LeaveKind> Kinds { get; }

    /// <summary>What a session's status stands as.</summary>
    /// <param name="status">As results write it.</param>
    /// <param name="leaveKind">The code of the leave that covers it; null where it is not known.</param>
    /// <exception cref="KeyNotFoundException">No result has such a status.</exception>
    public HalfDay Of(string status, string? leaveKind)
    {
        var state = _states[status];
        return state == HalfDay.Leave && leaveKind is not null ? OfKind(leaveKind) : state;
    }

    /// <summary>The kind of leave that a half day stands for; null: none, or it was not kept.</summary>
    public LeaveKind? KindOf(HalfDay state) => state > HalfDay.Leave ? Kinds[state - HalfDay.Leave - 1] : null;

    /// <summary>到, 迟早, 事.</summary>
    public string Letter(HalfDay state) => KindOf(state) is { } kind ? Cut.First(kind.Title) : Plain[(int)state].Letter;

    /// <summary>到岗, 迟到并早退, 事假.</summary>
    public string Title(HalfDay state) => KindOf(state)?.Title ?? Plain[(int)state].Title;

    /// <summary>The class of its colours.</summary>
    public static string Class(HalfDay state) => Plain[(int)Min(state)].Class;

    /// <summary>What can stand in a month, for its legend: without the blank.</summary>
    public IEnumerable<HalfDay> Legend =>
        Enumerable.Range(1, (int)HalfDay.Leave - 1).Concat(Enumerable.Range((int)HalfDay.Leave + 1, Kinds.Count)).Select(number => (HalfDay)number);

    private HalfDay OfKind(string code)
    {
        for (var place = 0; place < Kinds.Count; place++)
        {
            if (Kinds[place].Code == code)
                return (HalfDay)((int)HalfDay.Leave + 1 + place);
        }

        throw new KeyNotFoundException($"The rulebook has no kind of leave {code}.");
    }

    private static HalfDay Min(HalfDay state) => state > HalfDay.Leave ? HalfDay.Leave : state;
}

/// <summary>What a month can be filtered by: rows that have such a half day.</summary>
/// <param name="Code">As it stands in the address.</param>
internal sealed record MonthState(string Code, string Title, Func<MonthRow, bool> Holds)
{
    /// <summary>All, in the order in which they are offered.</summary>
    public static IReadOnlyList<MonthState> All { get; } =
    [
        new("late", "迟到", row => row.Sums.Late > 0),
        new("early", "早退或未签退", row => row.Sums.Early > 0),
        new("absent", "缺勤", row => row.Sums.Absent > 0),
        new("truant", "旷工", row => row.Sums.Truant > 0),
        new("leave", "请假", row => row.Sums.Leave.Count > 0 || row.HalfDays.Any(state => state >= HalfDay.Leave)),
        new("exempt", "免考勤", row => row.HalfDays.Contains(HalfDay.Exempt)),
        new("full", "满勤", row => row.Sums.IsFull),
    ];

    /// <summary>The one with the code; null: none has it.</summary>
    public static MonthState? Find(string? code) => All.FirstOrDefault(state => state.Code == code);
}
