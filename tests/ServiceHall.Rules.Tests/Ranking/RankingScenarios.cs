using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Ranking;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Ranking;

/// <summary>考核 二, 请假 (三), who is eligible, ranks and candidates: the scenarios of <c>ranking.yaml</c>.</summary>
public class RankingScenarios
{
    private static readonly Quarter Third = new(2026, 3);
    private static readonly Tables Chapter = ScenarioFile.Read<Tables>("Ranking/ranking.yaml");
    private static readonly Table<EligibilityRow> Eligible = new(Chapter.Eligible);
    private static readonly Table<StandingRow> Standings = new(Chapter.Standings);

    public static TheoryData<string> EligibilitySentences => Eligible.Sentences;

    public static TheoryData<string> StandingSentences => Standings.Sentences;

    [Theory]
    [MemberData(nameof(EligibilitySentences))]
    public void Who_is_not_eligible(string sentence)
    {
        var row = Eligible[sentence];
        var outcome = row.Run();
        var barred = from quarter in Quarter.In(row.Days)
                     from kind in new[] { SubjectKind.Person, SubjectKind.Window }
                     from place in outcome.Places(quarter, kind)
                     where !place.IsEligible
                     select $"{quarter} {place.Score.Subject} {string.Join(';', place.Bars.Select(bar => bar.Code))}";
        Assert.Equal(row.Barred.Order(StringComparer.Ordinal), barred.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(StandingSentences))]
    public void Ranks_and_candidates(string sentence)
    {
        var row = Standings[sentence];
        var kind = Notation.Pick(row.Kind, ("窗口", SubjectKind.Window), ("个人", SubjectKind.Person));
        var eligibility = new Eligibility(HallRulebook.BuiltIn);
        var scores = new List<Score>();
        foreach (var words in row.List.Select(text => text.Split(' ')))
        {
            var subject = new Subject(kind, words[0]);
            scores.Add(new Score(
                Third, subject, default, default, null, Notation.Number(words[2]), Notation.Number(words[1]), new(() => new("", ""))));
            if (!words.Contains("无资格")) continue;
            var day = Third.Days.First;
            eligibility.Add(new LedgerEntry(
                day, subject, "K1.8", "F1", new WindowId("elsewhere"), new Points(-5), EntrySource.Finding, new(() => new("", ""))));
        }

        scores.Reverse();
        var places = Standing.Of(Third, scores, eligibility, HallRulebook.BuiltIn.On(Third.Days.Last).Quarter);

        Assert.Equal(row.Places, places.Select(place =>
            $"{place.Rank} {place.Score.Subject.Id}{(place.IsEligible ? "" : " 无资格")}{(place.IsCandidate ? " 候选" : "")}"));
    }

    [Fact]
    public void A_third_of_a_point_decides()
    {
        Score Of(string id, Fraction value) => new(
            Third, new Subject(SubjectKind.Window, id), default, default, null, Fraction.Zero, value, new(() => new("", "")));
        var places = Standing.Of(
            Third, [Of("A", new Fraction(9967, 100)), Of("B", new Fraction(299, 3))], new Eligibility(HallRulebook.BuiltIn),
            HallRulebook.BuiltIn.On(Third.Days.Last).Quarter);
        // Both are shown as 99.67.
        Assert.Equal([(1, "A"), (2, "B")], places.Select(place => (place.Rank, place.Score.Subject.Id)));
    }

    public sealed class Tables
    {
        [YamlMember(Alias = "资格")]
        public List<EligibilityRow> Eligible { get; set; } = [];

        [YamlMember(Alias = "名次")]
        public List<StandingRow> Standings { get; set; } = [];
    }

    public sealed class EligibilityRow : HallRow
    {
        [YamlMember(Alias = "无资格")]
        public List<string> Barred { get; set; } = [];
    }

    public sealed class StandingRow : Row
    {
        [YamlMember(Alias = "排")]
        public string Kind { get; set; } = "窗口";

        [YamlMember(Alias = "名单")]
        public List<string> List { get; set; } = [];

        [YamlMember(Alias = "名次")]
        public List<string> Places { get; set; } = [];
    }
}
