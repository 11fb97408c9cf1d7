namespace ServiceHall.Rules.Rulebook;

/// <summary>Something in a rulebook file that cannot stand.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Key">The keys that lead there: <c>attendance.late_limit.clause</c>.</param>
/// <param name="Message">What is wrong and what would be right, in Chinese.</param>
public sealed record RulebookProblem(string File, long Line, string Key, string Message)
{
    /// <summary><c>hall.yaml:12: attendance.late_limit.clause: 缺少条款……</c></summary>
    public override string ToString() => $"{File}:{Line}: {Key}: {Message}";
}

/// <summary>What reading a rulebook gave: either the rulebook or the problems, never both.</summary>
/// <param name="Rulebook">The rulebook; null when there is a problem.</param>
/// <param name="Problems">Every problem found, by line; empty when there is a rulebook.</param>
public sealed record RulebookReading(HallRulebook? Rulebook, IReadOnlyList<RulebookProblem> Problems);
