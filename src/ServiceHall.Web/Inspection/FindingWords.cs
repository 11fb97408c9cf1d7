using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Web.Inspection;

/// <summary>The terms of the log, as the regulation has them.</summary>
internal static class FindingWords
{
    public static string Chinese(this InspectionKind kind) => kind switch
    {
        InspectionKind.Daily => "日常检查",
        InspectionKind.Joint => "联合检查",
        InspectionKind.Unannounced => "明察暗访",
        InspectionKind.Patrol => "巡查",
        InspectionKind.Report => "投诉举报",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name."),
    };

    /// <summary>The items that a finding can name on a day, under the four headings of the checklist (检查 二).</summary>
    public static IEnumerable<IGrouping<string, ScoreItem>> Groups(HallRulebook rulebook, DateOnly day) =>
        rulebook.On(day).Scoring.Items.Values.Where(item => item.Source == ItemSource.Finding).GroupBy(Heading);

    private static string Heading(ScoreItem item) => item.Code[1] switch
    {
        '1' => "一、工作纪律",
        '2' => "二、仪表言行",
        '3' => "三、安全卫生",
        '4' => "四、服务质量",
        _ => "其他",
    };
}
