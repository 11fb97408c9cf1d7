using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Inspection;

/// <summary>考核 一(一), 检查 四(二), what follows from findings: the scenarios of <c>inspection.yaml</c>.</summary>
public class InspectionScenarios
{
    private static readonly Table<FindingsRow> Findings =
        new(ScenarioFile.Read<Tables>("Inspection/inspection.yaml").Findings);

    public static TheoryData<string> Sentences => Findings.Sentences;

    [Theory]
    [MemberData(nameof(Sentences))]
    public void What_follows_from_findings(string sentence)
    {
        var row = Findings[sentence];

        var judged = FindingJudge.Judge(row.Findings.Select(finding => finding.ToFinding()), HallRulebook.BuiltIn)
            .ToDictionary(finding => finding.Finding.Id, StringComparer.Ordinal);

        Assert.Equal(row.Findings.Count, judged.Count);
        Assert.All(row.Findings, expected => Assert.Equal(
            (expected.Id, expected.Follows, expected.Subject),
            (expected.Id, Shown(judged[expected.Id]), judged[expected.Id].Subject.ToString())));
    }

    private static string Shown(JudgedFinding judged) => judged.Effect switch
    {
        FindingEffect.Reminder => "提醒",
        FindingEffect.Unverified => "待查实",
        _ => judged.Points.ToString(),
    };

    public sealed class Tables
    {
        [YamlMember(Alias = "问题")]
        public List<FindingsRow> Findings { get; set; } = [];
    }

    public sealed class FindingsRow : Row
    {
        [YamlMember(Alias = "问题")]
        public List<ExpectedFinding> Findings { get; set; } = [];
    }

    public sealed class ExpectedFinding : FindingFact
    {
        [YamlMember(Alias = "记")]
        public string Follows { get; set; } = "";

        [YamlMember(Alias = "记给")]
        public string Subject { get; set; } = "个人 1001";
    }
}
