using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Leave;

/// <summary>请假 (一), (二): the scenarios of <c>leave.yaml</c>.</summary>
public class LeaveScenarios
{
    private static readonly Tables Chapter = ScenarioFile.Read<Tables>("Leave/leave.yaml");
    private static readonly Table<TierRow> Tiers = new(Chapter.Tiers);
    private static readonly Table<CountsRow> Counting = new(Chapter.Counting);

    public static TheoryData<string> TierSentences => Tiers.Sentences;

    public static TheoryData<string> CountsSentences => Counting.Sentences;

    [Theory]
    [MemberData(nameof(TierSentences))]
    public void Days_tier_and_signatures(string sentence)
    {
        var row = Tiers[sentence];
        var postings = row.Postings.Select(text => Notation.Posting($"1001 {text}"));
        var roster = new Roster([new Window(new WindowId("W1"), "单位", null)], postings);
        var calendar = new HallCalendar(row.Workdays.ToDictionary(
            pair => Notation.Day(pair.Key), pair => Notation.Pick(pair.Value, ("班", true), ("休", false))));
        var requests = row.Requests.Select((request, i) => Notation.Leave($"1001 {request.Text}", $"L{i + 1}")).ToList();

        var measured = LeaveTiers.Measure(requests, roster, new Timetable(calendar, HallRulebook.BuiltIn))
            .ToDictionary(leave => leave.Request.Id, StringComparer.Ordinal);

        Assert.Equal(requests.Count, measured.Count);
        foreach (var (request, expected) in requests.Zip(row.Requests))
        {
            var leave = measured[request.Id];
            var (days, together) = (Notation.Number(expected.Days), Notation.Number(expected.Together ?? expected.Days));
            Assert.Equal(
                (request.Id, days, together, TierCode(expected.Tier), string.Join(';', expected.Approvers.Select(ApproverCode))),
                (request.Id, leave.Days, leave.TierDays, leave.Tier.Code, string.Join(';', leave.Approvers.Select(approver => approver.Code()))));
        }
    }

    [Fact]
    public void Whoever_asks_for_the_second_half_first_needs_the_signatures_of_the_whole_for_the_first_half()
    {
        // Thursday and Friday are there; now Tuesday and Wednesday are asked for, and the Monday that joins nothing any more.
        var requests = new[]
        {
            Notation.Leave("1001 事假 2026-11-19T08:30~2026-11-20T17:00", "L1"), Notation.Leave("1001 事假 2026-11-17T08:30~2026-11-18T17:00", "L2"),
            Notation.Leave("1001 事假 2026-11-12T08:30~2026-11-13T11:30", "L3"),
        };
        var roster = new Roster([new Window(new WindowId("W1"), "单位", null)], [Notation.Posting("1001 W1")]);
        var measured = LeaveTiers.Measure(requests, roster, new Timetable(new HallCalendar(new Dictionary<DateOnly, bool>()), HallRulebook.BuiltIn));

        var joined = LeaveTiers.Joined(measured, "L2", HallRulebook.BuiltIn);

        Assert.Equal(("long", "L1", "4.00"), (joined.Tier.Code, joined.RunsOn?.Request.Id, $"{joined.TierDays}"));
        Assert.Contains("与后一张假条 L1 相接，合并 4.00 天", joined.Why.Sentence, StringComparison.Ordinal);
        Assert.Equal(["unit_leader", "hall_leader"], joined.Approvers.Select(approver => approver.Code()));
        Assert.Equal(("medium", null), (LeaveTiers.Joined(measured, "L3", HallRulebook.BuiltIn).Tier.Code, LeaveTiers.Joined(measured, "L3", HallRulebook.BuiltIn).RunsOn));
    }

    [Theory]
    [MemberData(nameof(CountsSentences))]
    public void Whether_leave_counts(string sentence)
    {
        var row = Counting[sentence];
        Assert.Equal(row.Counts, Notation.Leave($"1001 {row.Text}", "L1").Counts);
    }

    /// <summary>The contract's codes.</summary>
    private static string TierCode(string word) => Notation.Pick(
        word, ("不占", "none"), ("桌牌", "card"), ("不满1天", "short"), ("1天以上", "medium"), ("3天以上", "long"));

    private static string ApproverCode(string word) => Notation.Pick(
        word, ("窗口负责人", "window_leader"), ("科室", "section_head"), ("派驻单位领导", "unit_leader"), ("大厅领导", "hall_leader"));

    public sealed class Tables
    {
        [YamlMember(Alias = "签批")]
        public List<TierRow> Tiers { get; set; } = [];

        [YamlMember(Alias = "生效")]
        public List<CountsRow> Counting { get; set; } = [];
    }

    public sealed class TierRow : Row
    {
        [YamlMember(Alias = "在岗")]
        public List<string> Postings { get; set; } = ["W1"];

        [YamlMember(Alias = "调整")]
        public Dictionary<string, string> Workdays { get; set; } = [];

        [YamlMember(Alias = "假条")]
        public List<Request> Requests { get; set; } = [];
    }

    public sealed class Request
    {
        [YamlMember(Alias = "假")]
        public string Text { get; set; } = "";

        [YamlMember(Alias = "天")]
        public string Days { get; set; } = "";

        [YamlMember(Alias = "合并")]
        public string? Together { get; set; }

        [YamlMember(Alias = "档")]
        public string Tier { get; set; } = "";

        [YamlMember(Alias = "签批")]
        public List<string> Approvers { get; set; } = [];
    }

    public sealed class CountsRow : Row
    {
        [YamlMember(Alias = "假")]
        public string Text { get; set; } = "";

        [YamlMember(Alias = "生效")]
        public bool Counts { get; set; }
    }
}
