using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.Settling;
using ServiceHall.Web.Tests.Attendance;
using Exemption = ServiceHall.Web.Calendar.Exemption;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class MonthsTests : IAsyncLifetime
{
    private static readonly YearMonth November = new(2026, 11);

    // Each test has a hall of its own: a month is about everybody.
    private readonly PunchingHall _hall = new();
    private Actor _clerk = null!, _section = null!, _head = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_clerk, _section, _head) = (await _hall.Clerk("C100"), await _hall.Person("C-section", HallRole.Section), await _hall.Person("C-head", HallRole.SectionHead));
        _hall.At("2026-11-27 08:45:00");
        Assert.True((await _hall.Press(_clerk, PunchAction.In)).Accepted);
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_month_closes_only_when_its_days_are_closed_its_explanations_decided_and_nothing_waits_to_be_computed()
    {
        var id = (await _hall.Get<ExplainSlot>().Run(_clerk, new(new(2026, 11, 27), DayPart.Morning, PunchAction.In, "路上遇到交通事故", null, ""), default)).Value;
        Assert.Contains("还没有结束", Text(await Close()), StringComparison.Ordinal);
        _hall.At("2026-12-01 09:00:00");
        Assert.Contains("4 个半天未关闭，1 份情况说明待处理", Text(await Close()), StringComparison.Ordinal);
        await _hall.Get<CloseSessions>().Run(default);
        await _hall.Get<DecideExplanations>().Run(_section, new([id], true, ""), default);
        Assert.Contains("1 天待重新计算", Text(await Close()), StringComparison.Ordinal);
        Assert.Equal(1, (await _hall.Get<ShowMonths>().Run(_section, default)).Value.StaleDays);
        await _hall.Get<RecomputeStale>().Run(default);
        var shown = (await _hall.Get<ShowMonths>().Run(_section, default)).Value.Rows;
        Assert.Equal([new(2026, 12), November], shown.Select(row => row.Month));
        // Friday afternoon and Monday are truant and nobody looked at them: a hint, the month may close.
        Assert.Equal((false, 3), (shown[0].State!.HasEnded, shown[1].State!.UnseenTruancy));
        Assert.True(shown[1].State!.IsReady);

        Assert.Null((await Close()).Refusal);

        Assert.Contains("已由测试C-section月结", Text(await Close()), StringComparison.Ordinal);
        Assert.Contains(await _hall.AuditRecords(), record => record is { Action: "attendance.close-month", Subject: "month 2026-11" });
    }

    [Fact]
    public async Task In_a_closed_month_no_fact_changes_and_the_sentence_says_who_can_open_it()
    {
        var waiting = await Propose("停电前");
        await CloseNovember();

        Refusal?[] refusals =
        [
            (await _hall.Get<Propose>().Run(_section, new Propose.Time(new(2026, 11, 27, 8, 0, 0), new(2026, 11, 27, 9, 0, 0), null, "", "停电"), default)).Refusal,
            (await _hall.Get<Propose>().Run(_section, new Propose.Day(new(2026, 11, 27), false, "放假"), default)).Refusal,
            (await _hall.Get<Countersign>().Sign<Exemption>(_head, waiting, default)).Refusal,
            (await _hall.Get<MovePerson>().Run(_section, new(_clerk.StaffId, (await _hall.Window("C-new")).Id, PostRole.Staff, PostKind.Regular, new(2026, 11, 30)), default)).Refusal,
            (await _hall.Get<EditPerson>().Run(_section, new(_clerk.StaffId, "C100", "测试", new DateOnly(2026, 11, 28), 0), default)).Refusal,
        ];

        Assert.All(refusals, refusal =>
        {
            Assert.Contains("2026 年 11 月的考勤已经月结", refusal!.Text, StringComparison.Ordinal);
            Assert.Contains("科长", refusal.Text, StringComparison.Ordinal);
        });
        // From December on everything goes on.
        Assert.Null((await _hall.Get<Propose>().Run(_section, new Propose.Time(new(2026, 12, 1, 8, 0, 0), new(2026, 12, 1, 9, 0, 0), null, "", "停电"), default)).Refusal);
        Assert.Null((await _hall.Get<MovePerson>().Run(
            _section, new(_clerk.StaffId, (await _hall.Window("C-next")).Id, PostRole.Staff, PostKind.Regular, new(2026, 12, 1)), default)).Refusal);
    }

    [Fact]
    public async Task Only_the_section_head_opens_it_again_with_a_reason_and_it_stays_on_record()
    {
        await CloseNovember();
        var months = _hall.Get<SettleMonth>();

        Assert.Equal(RefusalKind.NotAllowed, (await months.Reopen(_section, November, "补录", default)).Refusal!.Kind);
        Assert.Contains("写明原因", (await months.Reopen(_head, November, " ", default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await months.Reopen(_head, November, "停电漏报", default)).Refusal);

        var waiting = await Propose("停电");
        Assert.Null((await _hall.Get<Countersign>().Sign<Exemption>(_head, waiting, default)).Refusal);
        await _hall.Get<RecomputeStale>().Run(default);
        Assert.Equal("11-27 Morning no_out", (await _hall.Results(_clerk))[0]);
        Assert.Null((await Close()).Refusal);
        var history = (await _hall.Get<ShowMonths>().Run(_section, default)).Value.Rows.Single(row => row.Month == November).History;
        Assert.Equal(["", "停电漏报"], history.Select(closing => closing.ReopenedFor ?? ""));
    }

    [Fact]
    public async Task A_fact_and_the_closing_at_the_same_second_leave_no_fact_in_a_closed_month()
    {
        var ids = new List<int>();
        for (var number = 0; number < 4; number++)
            ids.Add(await Propose($"停电{number}"));
        _hall.At("2026-12-01 09:00:00");
        await _hall.Get<CloseSessions>().Run(default);

        var signing = ids.Select(id => Task.Run(async () => (await _hall.Get<Countersign>().Sign<Exemption>(_head, id, default)).Refusal)).ToList();
        var closing = Task.Run(async () => (await Close()).Refusal);
        var refusals = await Task.WhenAll(signing.Append(closing));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        var (isClosed, stale) = (await db.Set<MonthClosing>().AnyAsync(), await db.Set<StaleDay>().CountAsync());
        Assert.True(!isClosed || stale == 0, string.Join('\n', refusals.Select(refusal => refusal?.Text)));
        Assert.Equal(isClosed, refusals[^1] is null);
    }

    private Task<Answer<Done>> Close() => _hall.Get<SettleMonth>().Close(_section, November, default);

    private static string Text(Answer<Done> answer) => answer.Refusal!.Text;

    private async Task CloseNovember()
    {
        _hall.At("2026-12-01 09:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        Assert.Null((await Close()).Refusal);
    }

    private async Task<int> Propose(string reason)
    {
        Assert.Null((await _hall.Get<Propose>().Run(_section, new Propose.Time(new(2026, 11, 27, 8, 0, 0), new(2026, 11, 27, 9, 0, 0), null, "", reason), default)).Refusal);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return (await db.Set<Exemption>().SingleAsync(row => row.Reason == reason)).Id;
    }
}
