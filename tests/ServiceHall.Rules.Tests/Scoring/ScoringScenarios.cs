using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Scoring;

/// <summary>考核 一, credits, full months and scores: the scenarios of <c>scoring.yaml</c>.</summary>
public class ScoringScenarios
{
    private static readonly Tables Chapter = ScenarioFile.Read<Tables>("Scoring/scoring.yaml");
    private static readonly Table<CreditsRow> Credits = new(Chapter.Credits);
    private static readonly Table<LedgerRow> Ledgers = new(Chapter.Ledgers);
    private static readonly Table<ScoreRow> Scores = new(Chapter.Scores);

    public static TheoryData<string> CreditSentences => Credits.Sentences;

    public static TheoryData<string> LedgerSentences => Ledgers.Sentences;

    public static TheoryData<string> ScoreSentences => Scores.Sentences;

    [Theory]
    [MemberData(nameof(CreditSentences))]
    public void What_follows_from_credits(string sentence)
    {
        var row = Credits[sentence];

        var judged = CreditJudge.Judge(row.Credits.Select(credit => credit.ToCredit()), HallRulebook.BuiltIn)
            .ToDictionary(credit => credit.Credit.Id, StringComparer.Ordinal);

        Assert.Equal(row.Credits.Count, judged.Count);
        Assert.All(row.Credits, expected => Assert.Equal(
            (expected.Id, expected.Follows, expected.Subject),
            (expected.Id, Shown(judged[expected.Id]), judged[expected.Id].Subject.ToString())));
    }

    [Theory]
    [MemberData(nameof(LedgerSentences))]
    public void Ledger(string sentence)
    {
        var row = Ledgers[sentence];
        var entries = row.Run().Entries.Select(entry =>
            $"{entry.BookedOn:yyyy-MM-dd} {entry.Subject} {entry.Code} {entry.Points} {entry.Window} {entry.Reference} {entry.Source.Code()}");
        Assert.Equal(row.Entries.Order(StringComparer.Ordinal), entries.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ScoreSentences))]
    public void Score(string sentence)
    {
        var row = Scores[sentence];
        var scores = row.Run().Scores.Select(score =>
            $"{score.Quarter} {score.Subject} 扣{score.Deducted} 加{score.Added}{(score.Mean is { } mean ? $" 平均{mean}" : "")} 得{score.Value}");
        Assert.Equal(row.Scores.Order(StringComparer.Ordinal), scores.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_mean_is_exact_and_rounded_only_where_it_is_shown()
    {
        var row = new ScoreRow
        {
            People = ["1001 W1", "1002 W1", "1003 W1"],
            Period = "2026-07-01~2026-07-03",
            Punches = ["1001 2026-07-01 上午 签到=08:31 签退=11:30"],
        };
        var window = row.Run().Scores.Single(score => score.Subject == Subject.Of(new WindowId("W1")));
        Assert.Equal(new Quantities.Fraction(299, 3), window.Value);
        Assert.Equal("99.67", window.Value.ToString());
    }

    private static string Shown(JudgedCredit judged) => judged.Effect switch
    {
        CreditEffect.Unrecognised => "待认定",
        CreditEffect.CountedOnce => "不再计",
        _ => judged.Points.ToString(),
    };

    public sealed class Tables
    {
        [YamlMember(Alias = "加分")]
        public List<CreditsRow> Credits { get; set; } = [];

        [YamlMember(Alias = "计分记录")]
        public List<LedgerRow> Ledgers { get; set; } = [];

        [YamlMember(Alias = "得分")]
        public List<ScoreRow> Scores { get; set; } = [];
    }

    public sealed class CreditsRow : Row
    {
        [YamlMember(Alias = "加分")]
        public List<ExpectedCredit> Credits { get; set; } = [];
    }

    public sealed class ExpectedCredit : CreditFact
    {
        [YamlMember(Alias = "记")]
        public string Follows { get; set; } = "";

        [YamlMember(Alias = "记给")]
        public string Subject { get; set; } = "窗口 W1";
    }

    public sealed class LedgerRow : HallRow
    {
        [YamlMember(Alias = "记录")]
        public List<string> Entries { get; set; } = [];
    }

    public sealed class ScoreRow : HallRow
    {
        [YamlMember(Alias = "得分")]
        public List<string> Scores { get; set; } = [];
    }
}
