using ServiceHall.Rules.Quantities;

namespace ServiceHall.Rules.Rulebook;

/// <summary>Everything that the rulebook says for one day. All values are plain; nothing in it depends on a date.</summary>
public sealed record RulesInForce
{
    /// <summary>考勤制度.</summary>
    public required AttendanceRules Attendance { get; init; }

    /// <summary>请假制度.</summary>
    public required LeaveRules Leave { get; init; }

    /// <summary>检查制度.</summary>
    public required InspectionRules Inspection { get; init; }

    /// <summary>考核制度, 计分.</summary>
    public required ScoringRules Scoring { get; init; }

    /// <summary>考核制度, 季度.</summary>
    public required QuarterRules Quarter { get; init; }

    /// <summary>考核制度, 年度.</summary>
    public required YearRules Year { get; init; }

    /// <summary>软环境建设警示通报告诫制度.</summary>
    public required InstrumentRules Instruments { get; init; }
}

/// <summary>The rules of inspection (检查制度).</summary>
public sealed record InspectionRules
{
    /// <summary>Joint rounds due on each workday, by site (检查 三(二)).</summary>
    public required Ruled<int> JointRounds { get; init; }

    /// <summary>Minutes beyond which a window without anybody is a fault (K1.6); itself excluded.</summary>
    public required Ruled<int> EmptyPost { get; init; }

    /// <summary>Verified complaints in a quarter from which on they are reported to the city (检查 五(四)).</summary>
    public required Ruled<int> RepeatedComplaints { get; init; }

    /// <summary>Workdays within which an entry can be objected to.</summary>
    public required Ruled<int> ObjectionDays { get; init; }
}

/// <summary>The score items and where everybody starts (考核 一).</summary>
public sealed record ScoringRules
{
    /// <summary>The points with which everybody starts a quarter.</summary>
    public required Ruled<Points> Start { get; init; }

    /// <summary>All items by code, deductions before credits, in the order of the regulation.</summary>
    public required IReadOnlyDictionary<string, ScoreItem> Items { get; init; }

    /// <summary>The item that a month of full attendance books for its window (J8); null: none does.</summary>
    public ScoreItem? FullMonth => Items.Values.FirstOrDefault(item => item.Source == ItemSource.Rule);

    /// <summary>The item with the code.</summary>
    /// <exception cref="KeyNotFoundException">No such item is in force.</exception>
    public ScoreItem this[string code] => Items[code];
}

/// <summary>Cuts and winners of a quarter (考核 二).</summary>
public sealed record QuarterRules
{
    /// <summary>The rank up to which eligible windows stand in the vote.</summary>
    public required Ruled<int> WindowCandidates { get; init; }

    /// <summary>The rank up to which eligible people stand in the vote.</summary>
    public required Ruled<int> PersonCandidates { get; init; }

    /// <summary>The fewest best windows.</summary>
    public required Ruled<int> WindowWinnersLeast { get; init; }

    /// <summary>The most best windows.</summary>
    public required Ruled<int> WindowWinnersMost { get; init; }

    /// <summary>How many people become best stars.</summary>
    public required Ruled<int> PersonWinners { get; init; }
}

/// <summary>Thresholds of a year (请假 (四)).</summary>
public sealed record YearRules
{
    /// <summary>Truant days from which on 优秀 is barred; itself included.</summary>
    public required Ruled<int> TruantDaysBar { get; init; }

    /// <summary>Sick and personal days together from which on 优秀 is barred; itself included.</summary>
    public required Ruled<int> SickAndPersonalBar { get; init; }

    /// <summary>Truant days from which on the person goes back to the unit; itself included.</summary>
    public required Ruled<int> TruantDaysReturn { get; init; }
}

/// <summary>The city's instruments (软环境): circular and formal talk.</summary>
public sealed record InstrumentRules
{
    /// <summary>Problems in a quarter that suffice for a circular.</summary>
    public required Ruled<int> CircularProblems { get; init; }

    /// <summary>Days after receipt within which a circular is answered.</summary>
    public required Ruled<int> AnswerDays { get; init; }

    /// <summary>Circulars in a year, not put right, that lead to a formal talk.</summary>
    public required Ruled<int> TalkCirculars { get; init; }
}
