using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Scoring;

/// <summary>From where an entry comes.</summary>
public enum EntrySource
{
    /// <summary>考勤.</summary>
    Attendance,

    /// <summary>检查.</summary>
    Finding,

    /// <summary>认定的加分.</summary>
    Credit,

    /// <summary>规则 (全员满勤的月).</summary>
    Rule,
}

/// <summary>One entry of the ledger (计分记录). Entries are added, never changed.</summary>
/// <param name="BookedOn">The day; the quarter follows from it.</param>
/// <param name="Subject">Whose score it changes.</param>
/// <param name="Code">The score item.</param>
/// <param name="Reference">What it rests on: <c>2026-07-01/am/in</c>, a finding's, a credit's id, a month; unique with code and subject.</param>
/// <param name="Window">The window posted at that day; for somebody not posted that day the fact's own window.</param>
/// <param name="Points">Signed.</param>
/// <param name="Source">From where.</param>
/// <param name="Why">Clause and sentence; made when asked for.</param>
public sealed record LedgerEntry(
    DateOnly BookedOn,
    Subject Subject,
    string Code,
    string Reference,
    WindowId Window,
    Points Points,
    EntrySource Source,
    Lazy<Reason> Why);

/// <summary>How sources are written.</summary>
public static class EntrySources
{
    /// <summary>As results write it: <c>attendance</c>.</summary>
    public static string Code(this EntrySource source) => source switch
    {
        EntrySource.Attendance => "attendance",
        EntrySource.Finding => "finding",
        EntrySource.Credit => "credit",
        EntrySource.Rule => "rule",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };
}
