using ServiceHall.Rules.Quantities;

namespace ServiceHall.Rules.Rulebook;

/// <summary>Who signs leave (请假 (二)).</summary>
public enum Approver
{
    /// <summary>窗口负责人.</summary>
    WindowLeader,

    /// <summary>政务服务管理科负责人.</summary>
    SectionHead,

    /// <summary>派驻单位主管领导.</summary>
    UnitLeader,

    /// <summary>大厅主管领导.</summary>
    HallLeader,
}

/// <summary>A kind of leave (请假类别).</summary>
/// <param name="Code">As facts write it: <c>personal</c>.</param>
/// <param name="Title">事假.</param>
/// <param name="CountsByMonth">Whether it counts against the days of personal leave in a month (请假 (三)).</param>
/// <param name="CountsInYear">Whether it counts against the sick and personal days of a year (请假 (四)).</param>
/// <param name="KeepsFullMonth">Whether a month with it is still one of full attendance (J8).</param>
/// <param name="Chains">Whether it is measured together with requests that run into it.</param>
/// <param name="Basis">Where it comes from.</param>
public sealed record LeaveKind(
    string Code, string Title, bool CountsByMonth, bool CountsInYear, bool KeepsFullMonth, bool Chains, Basis Basis);

/// <summary>One level of who signs leave, by how much it is (请假 (二)).</summary>
/// <param name="Code">As results write it: <c>short</c>.</param>
/// <param name="Title">不满 1 天.</param>
/// <param name="UpToMinutes">It applies to at most this many working minutes; null: no such bound.</param>
/// <param name="OnlyAlone">It applies only where no request runs into it.</param>
/// <param name="UnderDays">It applies to fewer days than this, measured together; null: no such bound.</param>
/// <param name="ForStaff">Who signs for staff.</param>
/// <param name="ForLeader">Who signs for a window leader.</param>
/// <param name="Basis">Where it comes from.</param>
public sealed record LeaveTier(
    string Code,
    string Title,
    int? UpToMinutes,
    bool OnlyAlone,
    Fraction? UnderDays,
    IReadOnlyList<Approver> ForStaff,
    IReadOnlyList<Approver> ForLeader,
    Basis Basis)
{
    /// <summary>Whether a request of so many working minutes and days falls under it.</summary>
    public bool Applies(long workingMinutes, Fraction days, bool alone) =>
        (UpToMinutes is not { } minutes || workingMinutes <= minutes)
        && (alone || !OnlyAlone)
        && (UnderDays is not { } bound || days < bound);
}

/// <summary>The rules of leave that are in force on a day (请假制度).</summary>
public sealed record LeaveRules
{
    /// <summary>The kinds by code.</summary>
    public required IReadOnlyDictionary<string, LeaveKind> Kinds { get; init; }

    /// <summary>The levels in the order in which they are tried; the last one takes whatever is left.</summary>
    public required IReadOnlyList<LeaveTier> Tiers { get; init; }

    /// <summary>Days of personal leave in a calendar month beyond which the quarter is lost (请假 (三)).</summary>
    public required Ruled<int> PersonalDaysInMonth { get; init; }

    /// <summary>Working minutes after which whoever has to sign is reminded (请假 (二), our reading).</summary>
    public required Ruled<int> ApprovalReminder { get; init; }

    /// <summary>Working minutes after which the next level may sign too (请假 (二), our reading).</summary>
    public required Ruled<int> ApprovalRaise { get; init; }

    /// <summary>Who signs where the hall has no hall leader but the applicant (请假 (二), our reading); null: nobody, it waits.</summary>
    public Ruled<Approver>? HallLeaderStandIn { get; init; }

    /// <summary>Whether any truancy costs person and window the quarter (请假 (三)).</summary>
    public required Ruled<bool> TruancyLosesQuarter { get; init; }
}

/// <summary>How approvers are written.</summary>
public static class Approvers
{
    /// <summary>Code and title of each.</summary>
    public static IReadOnlyDictionary<Approver, (string Code, string Title)> Names { get; } =
        new Dictionary<Approver, (string Code, string Title)>
        {
            [Approver.WindowLeader] = ("window_leader", "窗口负责人"),
            [Approver.SectionHead] = ("section_head", "科室负责人"),
            [Approver.UnitLeader] = ("unit_leader", "派驻单位主管领导"),
            [Approver.HallLeader] = ("hall_leader", "大厅主管领导"),
        };

    /// <summary>As facts, results and the rulebook write it.</summary>
    public static string Code(this Approver approver) => Names[approver].Code;

    /// <summary>In Chinese.</summary>
    public static string Title(this Approver approver) => Names[approver].Title;
}
