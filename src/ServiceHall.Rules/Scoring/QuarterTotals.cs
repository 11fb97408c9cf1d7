using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;

namespace ServiceHall.Rules.Scoring;

/// <summary>The sums of a quarter's entries by subject.</summary>
public sealed class QuarterTotals
{
    private readonly Dictionary<Subject, (Points Deducted, Points Added)> _sums = [];

    /// <summary>Takes an entry.</summary>
    public void Add(LedgerEntry entry)
    {
        var (deducted, added) = Of(entry.Subject);
        _sums[entry.Subject] = entry.Points.IsDeduction
            ? (deducted - entry.Points, added)
            : (deducted, added + entry.Points);
    }

    /// <summary>Takes sums that were made elsewhere, both as positive amounts.</summary>
    public void Add(Subject subject, Points deducted, Points added)
    {
        var (before, earlier) = Of(subject);
        _sums[subject] = (before + deducted, earlier + added);
    }

    /// <summary>What was taken away and what was added, both as positive amounts.</summary>
    public (Points Deducted, Points Added) Of(Subject subject) => _sums.GetValueOrDefault(subject);
}
