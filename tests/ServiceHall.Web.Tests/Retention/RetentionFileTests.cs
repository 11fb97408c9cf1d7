using Microsoft.Extensions.Configuration;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Retention;

/// <summary>A policy that is incomplete, or shorter than the law allows, keeps the hall from opening.</summary>
public sealed class RetentionFileTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public void The_policy_built_in_has_a_period_a_reason_and_a_basis_for_every_kind_that_the_program_removes()
    {
        var plan = hall.Get<RetentionPlan>();

        Assert.Equal(plan.Kinds.Count, plan.Kinds.Select(kind => kind.Code).Distinct().Count());
        Assert.All(plan.Kinds, kind => Assert.False(plan.Policy.Of(kind.Code, new(2026, 11, 19)).IsKept));
        Assert.Equal(("60 天", "3 年", "长期保存"), (Words("positions"), Words("audit"), Words("ledger")));

        string Words(string code) => plan.Policy.Of(code, new(2026, 11, 19)).Words;
    }

    [Theory]
    [InlineData("name: 保存期限\n", "name: \n", "缺少 name")]
    [InlineData("days: 60", "days: 0", "positions: 期限应在")]
    [InlineData("days: 60", "days: sixty", "不是有效的保存期限文件")]
    [InlineData("days: 60", "months: 2\n        days: 60", "positions: days、months、kept 应写且只写一项")]
    [InlineData("from: 2026-01-01", "from: 今年", "from 应是日期")]
    [InlineData("why: 理由", "reason: 理由", "不是有效的保存期限文件")]
    [InlineData("        basis: 依据\n", "", "positions: 缺少 basis")]
    public void A_faulty_file_is_refused_with_what_is_wrong(string right, string wrong, string said)
    {
        const string whole = """
            name: 保存期限
            consent: { version: "1", text: [说明] }
            versions:
              - from: 2026-01-01
                kinds:
                  positions:
                    title: 坐标
                    days: 60
                    then: 删除
                    why: 理由
                    basis: 依据

            """;
        Assert.NotNull(RetentionFile.Read(whole, "a.yaml"));

        var fault = Assert.Throws<HallCannotOpenException>(() => RetentionFile.Read(Changed(whole, right, wrong), "a.yaml"));

        Assert.StartsWith("a.yaml", fault.Message, StringComparison.Ordinal);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit", null, 150, "至少保存 183 天")]
    [InlineData("audit", 5, null, "至少保存 183 天")]
    [InlineData("punches", 6, null, "至少保存 365 天")]
    [InlineData("people", 12, null, "只能写 kept")]
    public void What_the_law_does_not_allow_or_the_program_cannot_do_is_refused(string code, int? months, int? days, string said)
    {
        var policy = hall.Get<RetentionPolicy>();
        var version = policy.Versions[0];
        var shorter = policy with
        {
            Versions = [version with { Periods = [.. version.Periods.Select(period => period.Code == code ? period with { Months = months, Days = days } : period)] }],
        };

        var fault = Assert.Throws<HallCannotOpenException>(() => new RetentionPlan(shorter, hall.Get<RetentionPlan>().Kinds, [], hall.Clock));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_version_holds_from_its_day_on()
    {
        var policy = hall.Get<RetentionPolicy>();
        var first = policy.Versions[0];
        var dated = policy with { Versions = [first, new RetentionVersion(new(2027, 1, 1), [first.Periods[0] with { Days = 30 }])] };

        Assert.Equal("60 天", dated.Of("positions", new(2026, 12, 31)).Words);
        Assert.Equal("30 天", dated.Of("positions", new(2027, 1, 1)).Words);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_so()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(RetentionFile.Setting, "/nowhere/retention.yaml")]).Build();

        Assert.Contains("读不出来", Assert.Throws<HallCannotOpenException>(() => RetentionFile.Load(configuration)).Message, StringComparison.Ordinal);
    }

    private static string Changed(string whole, string right, string wrong)
    {
        Assert.Contains(right, whole, StringComparison.Ordinal);
        return whole.Replace(right, wrong, StringComparison.Ordinal);
    }
}
