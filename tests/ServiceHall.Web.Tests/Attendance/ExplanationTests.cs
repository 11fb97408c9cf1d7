using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.Settling;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class ExplanationTests : IAsyncLifetime
{
    // Each test has a hall of its own: a close is about everybody.
    private readonly PunchingHall _hall = new();
    private Actor _clerk = null!, _section = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_clerk, _section) = (await _hall.Clerk("X100"), await _hall.Person("X-section", HallRole.Section));
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task While_it_waits_the_point_is_shown_and_does_not_count()
    {
        await BeLateAndClose();
        var before = await Score();
        var id = await Explain();

        var frozen = await Score();

        Assert.Equal(99m, Points(before));
        Assert.Equal(100m, Points(frozen));
        var entry = Assert.Single(frozen.Entries);
        Assert.Equal(("K1.1a", -1m, "情况说明待科室处理，暂不计分"), (entry.Code, entry.Points, entry.Frozen));
        Assert.Equal(["2026-11-19/am/in K1.1a -1"], await _hall.Entries(_clerk));
        Assert.True(id > 0);
        Assert.Contains(await Messages(_section), text => text.Contains("上午签到的情况说明，待科室处理", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accepted_it_lifts_the_point_with_a_counter_entry_and_the_record_stays()
    {
        await BeLateAndClose();
        var id = await Explain();

        Assert.Equal(1, (await Decide(id, accept: true)).Value.Count);
        Assert.Equal(1, await _hall.Get<RecomputeStale>().Run(default));

        Assert.Empty(await _hall.Entries(_clerk));
        Assert.Equal(["11-19 Morning late", "11-19 Afternoon normal"], await _hall.Results(_clerk));
        var score = await Score();
        Assert.Equal(100m, Points(score));
        Assert.Contains(score.Entries, entry => entry.IsCounter && entry.Sentence.Contains(DecideExplanations.Cause, StringComparison.Ordinal));
        var told = await Messages(_clerk);
        Assert.Contains(told, text => text.Contains("上午签到的情况说明已被接受", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("冲销 11 月 19 日 K1.1a -1 分。原因：情况说明已接受", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_audit_says_which_punch_was_explained_and_what_was_decided_and_not_why()
    {
        await BeLateAndClose();
        await Decide(await Explain(), accept: true, "已看过急诊病历");

        var records = await _hall.AuditRecords();
        Assert.Contains(records, record => record is { Action: "attendance.explain", Subject: "slot 2026-11-19/am/in", Detail: "" });
        Assert.Contains(records, record => record is { Action: "attendance.decide-explanation", Detail: "X100 2026-11-19/am/in 已接受" });
        Assert.DoesNotContain(records, record => record.Detail.Contains("交通事故", StringComparison.Ordinal) || record.Detail.Contains("病历", StringComparison.Ordinal));
        // Messages go out by webhooks as well: they lead to the page, where those who may read it do.
        Assert.DoesNotContain([.. await Messages(_section), .. await Messages(_clerk)], text =>
            text.Contains("交通事故", StringComparison.Ordinal) || text.Contains("病历", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Between_acceptance_and_recomputing_the_point_does_not_come_back_for_a_moment()
    {
        await BeLateAndClose();
        await Decide(await Explain(), accept: true);

        Assert.Equal(100m, Points(await Score()));
    }

    [Fact]
    public async Task Not_accepted_the_point_counts_again_and_the_person_reads_why()
    {
        await BeLateAndClose();
        var id = await Explain();

        Assert.Contains("请写明理由", (await Decide(id, accept: false)).Refusal!.Text, StringComparison.Ordinal);
        await Decide(id, accept: false, "没有佐证");

        Assert.Equal(99m, Points(await Score()));
        Assert.Contains(await Messages(_clerk), text => text.Contains("未被接受", StringComparison.Ordinal) && text.Contains("科室写有备注", StringComparison.Ordinal));
        Assert.Equal("没有佐证", Assert.Single((await _hall.Get<MyExplanations>().Run(_clerk, null, default)).Value.Latest).Remark);
        Assert.Equal(0, await _hall.Get<RecomputeStale>().Run(default));
    }

    [Fact]
    public async Task Accepted_before_the_close_the_slot_never_costs()
    {
        await BeLate();
        await Decide(await Explain(), accept: true);
        await Close();

        Assert.Empty(await _hall.Entries(_clerk));
        Assert.Equal("late", (await _hall.Results(_clerk))[0].Split(' ')[^1]);
    }

    [Fact]
    public async Task Truancy_becomes_absence_and_does_not_cost_the_quarter_while_it_waits()
    {
        await Punch("2026-11-19 13:20:00", PunchAction.In);
        await Punch("2026-11-19 17:05:00", PunchAction.Out);
        _hall.At("2026-11-19 18:31:00");
        await _hall.Get<CloseSessions>().Run(default);
        Assert.False(await IsEligible());
        var id = await Explain();
        Assert.True(await IsEligible());

        await Decide(id, accept: true);
        await _hall.Get<RecomputeStale>().Run(default);

        Assert.Equal("11-19 Morning absent", (await _hall.Results(_clerk))[0]);
        Assert.Empty(await _hall.Entries(_clerk));
        Assert.True(await IsEligible());
        Assert.Contains(await Messages(_clerk), text => text.Contains("旷工半天→缺勤半天", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-11-18", "am", "in", "只在当天提交")]
    [InlineData("2026-11-20", "am", "in", "还没有到")]
    [InlineData("2026-11-19", "pm", "in", "没有需要说明的情况")]
    [InlineData("2026-11-19", "am", "out", "没有需要说明的情况")]
    public async Task What_is_not_of_the_day_or_costs_nothing_needs_no_explanation(string day, string part, string action, string expected)
    {
        await BeLate();

        var answer = await _hall.Get<ExplainSlot>().Run(
            _clerk, new(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), part == "am" ? DayPart.Morning : DayPart.Afternoon, action == "in" ? PunchAction.In : PunchAction.Out, "路上堵车了", null, ""), default);

        Assert.Contains(expected, answer.Refusal!.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Refusal.Clause);
    }

    [Fact]
    public async Task Somebody_who_is_not_posted_has_nothing_to_explain()
    {
        _hall.At("2026-11-19 10:00:00");

        Assert.Contains("没有在岗任职", (await Explain(_section)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slot_has_one_explanation_in_force_and_after_a_refused_one_another_may_come()
    {
        await BeLate();
        var first = await Explain();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Explain(_clerk))));
        Assert.All(answers, answer => Assert.Contains("已经交过", answer.Refusal!.Text, StringComparison.Ordinal));

        await Decide(first, accept: false, "请补充证明");
        var again = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Explain(_clerk))));
        Assert.Single(again, answer => answer.Refusal is null);
    }

    [Fact]
    public async Task Two_who_decide_in_the_same_second_decide_once_and_nobody_decides_their_own()
    {
        await BeLate();
        var id = await Explain();
        var other = await _hall.Person("X-head", HallRole.SectionHead);

        var answers = await Task.WhenAll(new[] { (_section, true), (other, false) }.Select(one => Task.Run(() =>
            _hall.Get<DecideExplanations>().Run(one.Item1, new([id], one.Item2, "已核实"), default))));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.Contains("已处理为", answers.Single(answer => answer.Refusal is not null).Refusal!.Text, StringComparison.Ordinal);

        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            db.Add(new RoleGrant { StaffId = _clerk.StaffId, Role = HallRole.Section });
            await db.SaveChangesAsync();
        }

        _hall.At("2026-11-20 09:00:00");
        var own = (await Explain(_clerk, new DateOnly(2026, 11, 20))).Value;
        Assert.Contains("不能处理自己的", (await _hall.Get<DecideExplanations>().Run(_clerk, new([own], true, ""), default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<DecideExplanations>().Run(await _hall.Clerk("X101"), new([own], true, ""), default)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_photo_is_kept_with_it_and_only_the_person_and_the_section_see_it()
    {
        await BeLate();
        byte[] pdf = [.. "%PDF-1.4 proof %%EOF"u8];
        var bad = await Explain(_clerk, file: [1, 2, 3]);
        var id = (await Explain(_clerk, file: pdf)).Value;
        var show = _hall.Get<ShowExplanationFile>();

        Assert.Contains("JPEG", bad.Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(pdf, (await show.Run(_clerk, id, default)).Value.Bytes);
        Assert.Equal("application/pdf", (await show.Run(_section, id, default)).Value.ContentType);
        Assert.Equal(RefusalKind.NotFound, (await show.Run(await _hall.Clerk("X102"), id, default)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_quarter_closes_only_when_its_explanations_are_decided()
    {
        var head = await _hall.Person("X-head", HallRole.SectionHead);
        await BeLate();
        var id = await Explain();
        _hall.At("2027-01-04 08:00:00");
        await _hall.Get<CloseSessions>().Run(default);

        Assert.Contains("情况说明待科室处理", (await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 4), default)).Refusal!.Text, StringComparison.Ordinal);
        await Decide(id, accept: true);
        Assert.Contains("正在重新计算", (await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 4), default)).Refusal!.Text, StringComparison.Ordinal);
        await _hall.Get<RecomputeStale>().Run(default);
        Assert.Contains("还没有月结", (await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 4), default)).Refusal!.Text, StringComparison.Ordinal);
        await _hall.SettleQuarter(head, new Quarter(2026, 4));
        Assert.Null((await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 4), default)).Refusal);
    }

    [Fact]
    public async Task The_day_shows_what_can_be_explained_and_where_the_explanation_stands()
    {
        await BeLate();
        Assert.Contains((await _hall.Get<TodayState>().Run(_clerk, default)).Slots, slot => slot is { HasFault: true, Explanation: null } && slot.Slot.Title == "上午签到");
        await Explain();

        var slot = (await _hall.Get<TodayState>().Run(_clerk, default)).Slots[0];

        Assert.Equal("待科室处理", slot.Explanation!.State);
        var listed = (await _hall.Get<ListExplanations>().Run(_section, new(ListExplanations.State.Waiting, "X100", new DateOnly(2026, 11, 1), 1), default)).Value;
        Assert.Equal(("迟到 15 分钟", 1), (Assert.Single(listed.Rows).Explanation.Fault, listed.Total));
    }

    private async Task BeLate()
    {
        await Punch("2026-11-19 08:45:00", PunchAction.In);
        await Punch("2026-11-19 11:35:00", PunchAction.Out);
        await Punch("2026-11-19 13:20:00", PunchAction.In);
    }

    private async Task BeLateAndClose()
    {
        await BeLate();
        await Close();
    }

    private async Task Close()
    {
        await Punch("2026-11-19 17:05:00", PunchAction.Out);
        _hall.At("2026-11-19 18:31:00");
        Assert.Equal(2, await _hall.Get<CloseSessions>().Run(default));
    }

    private async Task Punch(string at, PunchAction action)
    {
        _hall.At(at);
        Assert.True((await _hall.Press(_clerk, action)).Accepted);
    }

    private async Task<int> Explain() => (await Explain(_clerk)).Value;

    private Task<Answer<int>> Explain(Actor actor, DateOnly? day = null, byte[]? file = null) => _hall.Get<ExplainSlot>().Run(
        actor, new(day ?? new(2026, 11, 19), DayPart.Morning, PunchAction.In, "路上遇到交通事故", file, "证明.pdf"), default);

    private Task<Answer<DecideExplanations.Decided>> Decide(int id, bool accept, string remark = "") =>
        _hall.Get<DecideExplanations>().Run(_section, new([id], accept, remark), default);

    private async Task<ShowScore.Page> Score() => (await _hall.Get<ShowScore>().Run(_clerk, new(null, new Quarter(2026, 4)), default)).Value;

    private static decimal Points(ShowScore.Page page) => page.Score!.Value.Rounded();

    private async Task<bool> IsEligible()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var places = await QuarterStanding.Read(db, Rules.People.SubjectKind.Person, new Quarter(2026, 4), _hall.Clock, _hall.Get<Web.Calendar.HallDays>(), _hall.Get<Rules.Rulebook.HallRulebook>(), default);
        return places.Single(place => place.Score.Subject.Id == "X100").IsEligible;
    }

    private async Task<List<string>> Messages(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == actor.StaffId).OrderBy(message => message.Id).Select(message => message.Text).ToListAsync();
    }
}
