using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Ranking;

namespace ServiceHall.Replay.Compare;

/// <summary>What another rulebook changes for one person or window in a quarter.</summary>
/// <param name="Quarter">Which quarter.</param>
/// <param name="Subject">Whose.</param>
/// <param name="Before">The place under the first rulebook.</param>
/// <param name="After">The place under the other one.</param>
internal sealed record Change(Quarter Quarter, Subject Subject, Place Before, Place After)
{
    /// <summary>Points gained; negative: lost.</summary>
    public Fraction Gain => After.Score.Value + (Before.Score.Value * -1);

    public bool IsChange =>
        Before.Score.Value != After.Score.Value || Before.Rank != After.Rank || Before.IsCandidate != After.IsCandidate
        || !Before.Bars.Select(bar => bar.Code).SequenceEqual(After.Bars.Select(bar => bar.Code), StringComparer.Ordinal);

    /// <summary>
    /// Who gains and who loses: eligibility counts most, then standing in the vote, then points, then rank, which also
    /// moves when others move.
    /// </summary>
    public string Verdict(Language say) => Direction switch
    {
        > 0 => say.Of("受益", "gains"),
        < 0 => say.Of("受损", "loses"),
        _ => say.Of("不变", "same"),
    };

    private int Direction
    {
        get
        {
            var steps = new[]
            {
                After.IsEligible.CompareTo(Before.IsEligible),
                After.IsCandidate.CompareTo(Before.IsCandidate),
                After.Score.Value.CompareTo(Before.Score.Value),
                Before.Rank.CompareTo(After.Rank),
            };
            return Array.Find(steps, step => step != 0);
        }
    }
}

/// <summary>Holds the results of two rulebooks on the same facts against one another.</summary>
internal static class Comparison
{
    /// <summary>The changes by quarter, kind and rank under the first rulebook.</summary>
    public static IReadOnlyList<Change> Of(ReplayResults before, ReplayResults after) =>
    [
        .. before.Quarters.Zip(after.Quarters, Of).SelectMany(changes => changes).Where(change => change.IsChange),
    ];

    /// <summary>How many changes of which kind there are, in a sentence.</summary>
    public static string Sentence(IReadOnlyList<Change> changes, Language say)
    {
        if (changes.Count == 0)
            return say.Of("换用另一本规则册，分数、名次、资格和测评人选都不变。", "The other rulebook changes no score, rank, eligibility or candidate.");
        var verdicts = changes.CountBy(change => change.Verdict(say)).Select(pair => $"{pair.Key} {pair.Value}");
        return say.Of($"有变化的共 {changes.Count} 个：{string.Join("，", verdicts)}。", $"{changes.Count} change: {string.Join(", ", verdicts)}.");
    }

    private static IEnumerable<Change> Of(QuarterResult before, QuarterResult after)
    {
        var places = after.People.Concat(after.Windows).ToDictionary(place => place.Score.Subject);
        return before.People.Concat(before.Windows)
            .Select(place => new Change(before.Quarter, place.Score.Subject, place, places[place.Score.Subject]));
    }
}
