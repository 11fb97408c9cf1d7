using ServiceHall.Rules.Rulebook;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Rulebook;

/// <summary>What the reader refuses, and how it says so: the scenarios of <c>refusals.yaml</c>.</summary>
public class RefusalScenarios
{
    private static readonly Table<RefusalRow> Refusals =
        new(ScenarioFile.Read<Tables>("Rulebook/refusals.yaml").Refusals);

    public static TheoryData<string> Sentences => Refusals.Sentences;

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Refused(string sentence)
    {
        var row = Refusals[sentence];
        var (text, edited) = row.Edited();

        var read = RulebookReader.Read(text, "册.yaml");

        Assert.Null(read.Rulebook);
        var problem = Assert.Single(read.Problems, problem => problem.Key == row.Key && problem.Message.Contains(row.Says, StringComparison.Ordinal));
        Assert.InRange(problem.Line, edited.First, edited.Last);
        Assert.Equal($"册.yaml:{problem.Line}: {row.Key}: {problem.Message}", problem.ToString());
        Assert.Contains(row.Right, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_built_in_rulebook_is_accepted()
    {
        var read = RulebookReader.Read(HallRulebook.BuiltInText, "hall.yaml");
        Assert.Empty(read.Problems);
        Assert.NotNull(read.Rulebook);
    }

    [Theory]
    [InlineData("")]
    [InlineData("一段话")]
    [InlineData("- 一\n- 二\n")]
    [InlineData("name: 甲\n---\nname: 乙\n")]
    public void What_is_not_one_map_is_refused(string text)
    {
        var problem = Assert.Single(RulebookReader.Read(text, "册.yaml").Problems);
        Assert.Contains("最外层是“键: 值”", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_lines()
    {
        var text = HallRulebook.BuiltInText
            .Replace("clause: 考勤 一(四)\n    unit: 分钟\n    value: 20", "unit: 分钟\n    value: 二十", StringComparison.Ordinal)
            .Replace("  - { code: K1.6,", "  - { code: K1.5,", StringComparison.Ordinal);
        var read = RulebookReader.Read(text, "册.yaml");
        Assert.Equal(
            ["attendance.away_card.clause", "attendance.away_card.value", "deductions[11].code"],
            read.Problems.Select(problem => problem.Key));
        Assert.Equal(read.Problems.OrderBy(problem => problem.Line), read.Problems);
    }

    public sealed class Tables
    {
        [YamlMember(Alias = "拒绝")]
        public List<RefusalRow> Refusals { get; set; } = [];
    }

    public sealed class RefusalRow : Row
    {
        [YamlMember(Alias = "原文")]
        public string Old { get; set; } = "";

        [YamlMember(Alias = "改为")]
        public string New { get; set; } = "";

        [YamlMember(Alias = "键")]
        public string Key { get; set; } = "";

        [YamlMember(Alias = "说")]
        public string Says { get; set; } = "";

        /// <summary>What would be right.</summary>
        [YamlMember(Alias = "应")]
        public string Right { get; set; } = "";

        /// <summary>How many lines before the edit the problem may be shown: it is at the entry's head where a key is missing.</summary>
        [YamlMember(Alias = "往上")]
        public int LinesUp { get; set; }

        /// <summary>How many lines after the edit: an edit can make what stands below it wrong.</summary>
        [YamlMember(Alias = "往下")]
        public int LinesDown { get; set; }

        /// <summary>The built-in rulebook with the edit, and the lines that the edit touches.</summary>
        internal (string Text, (long First, long Last) Lines) Edited()
        {
            var text = HallRulebook.BuiltInText;
            var at = text.IndexOf(Old, StringComparison.Ordinal);
            Assert.True(at >= 0, $"The rulebook has no “{Old}”.");
            var first = 1 + text[..at].Count(sign => sign == '\n');
            return (text[..at] + New + text[(at + Old.Length)..], (first - LinesUp, first + New.TrimEnd('\n').Count(sign => sign == '\n') + LinesDown));
        }
    }
}
