using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Rules.Ranking;

/// <summary>A place in the standing of a quarter (考核 二).</summary>
/// <param name="Rank">Equal ones share a rank: 1, 2, 2, 4.</param>
/// <param name="Score">The score.</param>
/// <param name="Bars">Why it is not eligible, by code; none: it is.</param>
/// <param name="IsCandidate">Whether it stands in the vote (民主测评).</param>
public sealed record Place(int Rank, Score Score, IReadOnlyCollection<Bar> Bars, bool IsCandidate)
{
    /// <summary>Whether it can be voted for.</summary>
    public bool IsEligible => Bars.Count == 0;

    /// <summary>Clause and sentence.</summary>
    public Reason Why => IsEligible
        ? new("考核 二", $"{Score.Value} 分，共扣 {Score.AllDeducted} 分，第 {Rank} 名{(IsCandidate ? "，进入民主测评" : "")}。")
        : new(Bars.First().Why.Clause, $"{Score.Value} 分，第 {Rank} 名，本季度无评优资格：{string.Concat(Bars.Select(bar => bar.Why.Sentence))}");
}

/// <summary>Ranks a quarter (考核 二): higher score first, then fewer points deducted.</summary>
public static class Standing
{
    /// <summary>The places of the people, or of the windows, by rank, then by id.</summary>
    /// <param name="quarter">Which quarter.</param>
    /// <param name="scores">All scores of one kind of subject.</param>
    /// <param name="eligibility">Who is not eligible.</param>
    /// <param name="rules">The cuts.</param>
    public static IReadOnlyList<Place> Of(
        Quarter quarter, IEnumerable<Score> scores, Eligibility eligibility, QuarterRules rules)
    {
        var ordered = scores
            .OrderByDescending(score => score.Value)
            .ThenBy(score => score.AllDeducted)
            .ThenBy(score => score.Subject)
            .ToList();
        var eligible = ordered.Where(score => eligibility.Against(score.Subject, quarter).Count == 0).ToList();
        var ranksAmongEligible = eligible.Zip(Ranks(eligible)).ToDictionary(pair => pair.First.Subject, pair => pair.Second);

        return [.. ordered.Zip(Ranks(ordered), (score, rank) => new Place(
            rank,
            score,
            eligibility.Against(score.Subject, quarter),
            ranksAmongEligible.TryGetValue(score.Subject, out var among) && among <= Cut(score.Subject, rules)))];
    }

    private static int Cut(Subject subject, QuarterRules rules) =>
        (subject.Kind == SubjectKind.Window ? rules.WindowCandidates : rules.PersonCandidates).Value;

    private static IEnumerable<int> Ranks(List<Score> ordered)
    {
        var rank = 0;
        for (var i = 0; i < ordered.Count; i++)
        {
            if (i == 0 || ordered[i].Value != ordered[i - 1].Value || ordered[i].AllDeducted != ordered[i - 1].AllDeducted)
                rank = i + 1;
            yield return rank;
        }
    }
}
