using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Appraisal;

/// <summary>请假 (四), what a year's attendance means: the scenarios of <c>appraisal.yaml</c>.</summary>
public class AppraisalScenarios
{
    private static readonly Table<YearRow> Years =
        new(ScenarioFile.Read<Tables>("Appraisal/appraisal.yaml").Years);

    public static TheoryData<string> Sentences => Years.Sentences;

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Year(string sentence)
    {
        var row = Years[sentence];
        var outcome = row.Run();
        var records = Enumerable.Range(row.Days.First.Year, row.Days.Last.Year - row.Days.First.Year + 1)
            .SelectMany(outcome.Year)
            .Select(year => $"{year.Year} {year.Staff} 旷工{year.TruantDays} 病假{year.SickDays} 事假{year.PersonalDays}"
                + (year.BarsExcellent ? " 不得优秀" : "") + (year.ReturnsToUnit ? " 退回" : ""));
        Assert.Equal(row.Records, records);
    }

    public sealed class Tables
    {
        [YamlMember(Alias = "年度")]
        public List<YearRow> Years { get; set; } = [];
    }

    public sealed class YearRow : HallRow
    {
        [YamlMember(Alias = "年度")]
        public List<string> Records { get; set; } = [];
    }
}
