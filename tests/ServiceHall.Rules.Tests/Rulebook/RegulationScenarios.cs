using System.Globalization;
using System.Reflection;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;
using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests.Rulebook;

/// <summary>
/// Each item and limit of the regulation stands in the built-in rulebook with its value and its clause.
/// <c>regulation.yaml</c> was written from the regulation, not from the rulebook.
/// </summary>
public class RegulationScenarios
{
    private static readonly RulesInForce Rules = HallRulebook.BuiltIn.On(new DateOnly(2026, 7, 1));
    private static readonly Tables Chapter = ScenarioFile.Read<Tables>("Rulebook/regulation.yaml");
    private static readonly Table<LimitRow> Limits = new(Chapter.Limits);
    private static readonly Table<ItemRow> Items = new(Chapter.Items);
    private static readonly Table<KindRow> Kinds = new(Chapter.Kinds);

    public static TheoryData<string> LimitSentences => Limits.Sentences;

    public static TheoryData<string> ItemSentences => Items.Sentences;

    public static TheoryData<string> KindSentences => Kinds.Sentences;

    [Theory]
    [MemberData(nameof(LimitSentences))]
    public void Limit(string sentence)
    {
        var row = Limits[sentence];
        var (value, basis) = Values(Rules, "")[row.Name];
        Assert.Equal((row.Value, row.Clause), (value, basis.Clause));
        if (row.IsReading) Assert.False(string.IsNullOrWhiteSpace(basis.Reading), "The text leaves it open: the rulebook says that it is a reading.");
    }

    [Fact]
    public void Every_value_of_the_rulebook_is_in_the_table()
    {
        var known = Values(Rules, "").Keys.Where(name => name != "Attendance.Seasons");
        Assert.Equal(known.Order(StringComparer.Ordinal), Chapter.Limits.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Rules.Scoring.Items.Keys.Order(StringComparer.Ordinal), Chapter.Items.Select(row => row.Code).Order(StringComparer.Ordinal));
        Assert.Equal(Rules.Leave.Kinds.Values.Select(kind => kind.Title).Order(StringComparer.Ordinal), Chapter.Kinds.Select(row => row.Title).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_value_item_kind_and_level_has_a_clause_and_a_title()
    {
        var bases = Values(Rules, "").Select(pair => (pair.Key, pair.Value.Basis))
            .Concat(Rules.Scoring.Items.Values.Select(item => (item.Code, item.Basis)))
            .Concat(Rules.Leave.Kinds.Values.Select(kind => (kind.Code, kind.Basis)))
            .Concat(Rules.Leave.Tiers.Select(tier => (tier.Code, tier.Basis)))
            .Append(("booking", Rules.Attendance.Booking.Basis));
        Assert.All(bases, pair => Assert.Matches("^(考勤|请假|检查|考核|软环境) ", pair.Item2.Clause));
        Assert.All(Rules.Scoring.Items.Values, item => Assert.NotEqual("", item.Title + item.Note));
    }

    [Theory]
    [MemberData(nameof(ItemSentences))]
    public void Item(string sentence)
    {
        var row = Items[sentence];
        var item = Rules.Scoring[row.Code];
        var levels = item.Levels is null ? null
            : string.Join(' ', item.Levels.OrderBy(level => level.Key).Select(level => $"{CreditLevels.Names[level.Key].Code}={level.Value}"));
        Assert.Equal(
            (row.Clause, row.Code[0] == 'K', row.Points, row.Levels),
            (item.Basis.Clause, item.IsDeduction, item.Points?.ToString(), levels));
        Assert.Equal(
            Notation.Pick(row.Subject, ("个人", ItemSubject.Person), ("窗口", ItemSubject.Window), ("都可", ItemSubject.Either)), item.Subject);
        Assert.Equal(
            Notation.Pick(row.Source, ("考勤", ItemSource.Attendance), ("检查", ItemSource.Finding), ("认定", ItemSource.Credit), ("规则", ItemSource.Rule)), item.Source);
        Assert.Equal(
            (row.Verification, row.Reminder, row.Instead, row.More, row.Striking),
            (item.NeedsVerification, item.ReminderFirst, item.SevereReplaces?.ToString(), item.SevereAdds?.ToString(), item.StrikingAdds?.ToString()));
        Assert.Equal(
            (row.LosesQuarter, row.Answerable, row.ReportsAt, Notation.Pick(row.Once, ("", OncePer.Each), ("事项", OncePer.Matter), ("周", OncePer.Week))),
            (item.LosesQuarter, item.NamesAnswerable, item.ReportsAt, item.OncePer));
    }

    [Theory]
    [MemberData(nameof(KindSentences))]
    public void Kind_of_leave(string sentence)
    {
        var row = Kinds[sentence];
        var kind = Rules.Leave.Kinds[Notation.Kind(row.Title)];
        Assert.Equal(
            (row.Title, row.Month, row.Year, row.Full, row.Chains),
            (kind.Title, kind.CountsByMonth, kind.CountsInYear, kind.KeepsFullMonth, kind.Chains));
    }

    /// <summary>All values with a clause, by the names of their properties.</summary>
    private static Dictionary<string, (string Value, Basis Basis)> Values(object rules, string path) => rules.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0)
        .SelectMany(property => property.GetValue(rules) switch
        {
            Ruled<int> ruled => [new(path + property.Name, (ruled.Value.ToString(CultureInfo.InvariantCulture), ruled.Basis))],
            Ruled<bool> ruled => [new(path + property.Name, (ruled.Value ? "true" : "false", ruled.Basis))],
            Ruled<Points> ruled => [new(path + property.Name, (ruled.Value.ToString(), ruled.Basis))],
            Ruled<IReadOnlyList<SeasonHours>> ruled => [new(path + property.Name, (string.Join(' ', ruled.Value.Select(season => season.Season)), ruled.Basis))],
            { } chapter when property.PropertyType.Name.EndsWith("Rules", StringComparison.Ordinal) => Values(chapter, $"{property.Name}."),
            _ => Array.Empty<KeyValuePair<string, (string Value, Basis Basis)>>().AsEnumerable(),
        })
        .ToDictionary(StringComparer.Ordinal);

    public sealed class Tables
    {
        [YamlMember(Alias = "数值")]
        public List<LimitRow> Limits { get; set; } = [];

        [YamlMember(Alias = "计分项")]
        public List<ItemRow> Items { get; set; } = [];

        [YamlMember(Alias = "请假类别")]
        public List<KindRow> Kinds { get; set; } = [];
    }

    public sealed class LimitRow : Row
    {
        [YamlMember(Alias = "名")]
        public string Name { get; set; } = "";

        [YamlMember(Alias = "值")]
        public string Value { get; set; } = "";

        [YamlMember(Alias = "条款")]
        public string Clause { get; set; } = "";

        /// <summary>The text leaves it open.</summary>
        [YamlMember(Alias = "读法")]
        public bool IsReading { get; set; }
    }

    public sealed class KindRow : Row
    {
        [YamlMember(Alias = "假")]
        public string Title { get; set; } = "";

        [YamlMember(Alias = "按月")]
        public bool Month { get; set; }

        [YamlMember(Alias = "按年")]
        public bool Year { get; set; }

        [YamlMember(Alias = "不影响满勤")]
        public bool Full { get; set; } = true;

        [YamlMember(Alias = "合并")]
        public bool Chains { get; set; } = true;
    }
}

public sealed class ItemRow : Row
{
    [YamlMember(Alias = "项")]
    public string Code { get; set; } = "";

    [YamlMember(Alias = "条款")]
    public string Clause { get; set; } = "";

    [YamlMember(Alias = "给")]
    public string Subject { get; set; } = "个人";

    [YamlMember(Alias = "分")]
    public string? Points { get; set; }

    [YamlMember(Alias = "级")]
    public string? Levels { get; set; }

    [YamlMember(Alias = "由")]
    public string Source { get; set; } = "检查";

    [YamlMember(Alias = "查实")]
    public bool Verification { get; set; }

    [YamlMember(Alias = "提醒")]
    public bool Reminder { get; set; }

    [YamlMember(Alias = "严重改")]
    public string? Instead { get; set; }

    [YamlMember(Alias = "严重另")]
    public string? More { get; set; }

    [YamlMember(Alias = "显著另")]
    public string? Striking { get; set; }

    [YamlMember(Alias = "只计一次")]
    public string Once { get; set; } = "";

    [YamlMember(Alias = "失资格")]
    public bool LosesQuarter { get; set; }

    [YamlMember(Alias = "列责任人")]
    public bool Answerable { get; set; }

    [YamlMember(Alias = "通报次数")]
    public int? ReportsAt { get; set; }
}
