using ServiceHall.Rules.Quantities;

namespace ServiceHall.Rules.Rulebook;

/// <summary>Whose score an item changes (考核 一).</summary>
public enum ItemSubject
{
    /// <summary>个人; the window's where nobody is named.</summary>
    Person,

    /// <summary>窗口.</summary>
    Window,

    /// <summary>个人或窗口: the person's where one is named, else the window's.</summary>
    Either,
}

/// <summary>What books an item.</summary>
public enum ItemSource
{
    /// <summary>由考勤得出: one entry for a session.</summary>
    Attendance,

    /// <summary>检查发现.</summary>
    Finding,

    /// <summary>科室认定的加分.</summary>
    Credit,

    /// <summary>按月由考勤得出 (全员满勤).</summary>
    Rule,
}

/// <summary>From whom a credit comes (级别), ascending.</summary>
public enum CreditLevel
{
    /// <summary>大厅.</summary>
    Hall,

    /// <summary>市级.</summary>
    Municipal,

    /// <summary>省级.</summary>
    Provincial,

    /// <summary>国家级（省以上）.</summary>
    National,
}

/// <summary>What of several credits counts once.</summary>
public enum OncePer
{
    /// <summary>Each counts.</summary>
    Each,

    /// <summary>同一对象、同一事项、同一季度: the highest (J2).</summary>
    Matter,

    /// <summary>每窗口每周: the earliest (J7).</summary>
    Week,
}

/// <summary>One item of the score (计分项), a deduction or a credit, as it is in force on a day.</summary>
public sealed record ScoreItem
{
    /// <summary>As facts and results write it: <c>K1.1a</c>, <c>J1</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What it is, in the regulation's terms.</summary>
    public required string Title { get; init; }

    /// <summary>A short explanation.</summary>
    public required string Note { get; init; }

    /// <summary>Where it comes from.</summary>
    public required Basis Basis { get; init; }

    /// <summary>Whose score it changes.</summary>
    public required ItemSubject Subject { get; init; }

    /// <summary>What books it.</summary>
    public required ItemSource Source { get; init; }

    /// <summary>Whether it takes points away.</summary>
    public required bool IsDeduction { get; init; }

    /// <summary>How many points for each, never negative; null where the level decides.</summary>
    public required Points? Points { get; init; }

    /// <summary>Points by level, never negative; null where one number holds for all.</summary>
    public required IReadOnlyDictionary<CreditLevel, Points>? Levels { get; init; }

    /// <summary>What one is: 次, 件, 天, 条, 周 or 月.</summary>
    public required string Per { get; init; }

    /// <summary>Counts only when verified (查实).</summary>
    public bool NeedsVerification { get; init; }

    /// <summary>A general fault: a reminder first (检查 四(二)).</summary>
    public bool ReminderFirst { get; init; }

    /// <summary>The points of a serious case instead of the plain ones; null: none.</summary>
    public Points? SevereReplaces { get; init; }

    /// <summary>The points of a serious case beside the plain ones; null: none.</summary>
    public Points? SevereAdds { get; init; }

    /// <summary>The points of a striking effect beside the plain ones (J3); null: none.</summary>
    public Points? StrikingAdds { get; init; }

    /// <summary>What of several counts once.</summary>
    public OncePer OncePer { get; init; }

    /// <summary>Costs person and window the quarter (K1.8).</summary>
    public bool LosesQuarter { get; init; }

    /// <summary>Those answerable are named (K3.1).</summary>
    public bool NamesAnswerable { get; init; }

    /// <summary>From this number in a window in a quarter on it is reported to the unit (K1.3c); null: never.</summary>
    public int? ReportsAt { get; init; }

    /// <summary>The points with the sign of the item.</summary>
    public Points Signed(Points points) => IsDeduction ? -points : points;

    /// <summary>Code and title, as sentences name it: <c>K1.1a 迟到、早退</c>.</summary>
    public override string ToString() => $"{Code} {Title}";
}

/// <summary>How levels are written.</summary>
public static class CreditLevels
{
    /// <summary>Code and title of each.</summary>
    public static IReadOnlyDictionary<CreditLevel, (string Code, string Title)> Names { get; } =
        new Dictionary<CreditLevel, (string Code, string Title)>
        {
            [CreditLevel.Hall] = ("hall", "大厅"),
            [CreditLevel.Municipal] = ("municipal", "市级"),
            [CreditLevel.Provincial] = ("provincial", "省级"),
            [CreditLevel.National] = ("national", "国家级"),
        };

    /// <summary>The level with the code, or null.</summary>
    public static CreditLevel? Find(string code)
    {
        foreach (var (level, name) in Names)
        {
            if (name.Code == code) return level;
        }

        return null;
    }
}
