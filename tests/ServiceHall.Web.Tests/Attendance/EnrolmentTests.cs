using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.Settling;
using Posting = ServiceHall.Web.People.Posting;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class EnrolmentTests : IAsyncLifetime
{
    private static readonly DateOnly Thursday = new(2026, 11, 19);

    private readonly PunchingHall _hall = new();
    private Actor _leader = null!, _section = null!;
    private int _windowId;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        _leader = await _hall.Clerk("N100");
        _section = await _hall.Person("N-section", HallRole.Section);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        await db.Postings.ExecuteUpdateAsync(post => post.SetProperty(one => one.Role, PostRole.Leader));
        _windowId = (await db.Windows.SingleAsync(window => window.Code == "W-fenced")).Id;
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Days_on_which_the_request_waited_are_owed_by_nobody_and_the_next_ones_are()
    {
        _hall.At("2026-11-19 08:10:00");
        await _hall.Press(_leader, PunchAction.In);
        var id = (await Ask("N200")).Value;
        _hall.At("2026-11-20 10:00:00");
        Assert.Null((await _hall.Get<DecideEnrolment>().Accept(_section, id, default)).Refusal);
        _hall.At("2026-11-23 18:31:00");
        await _hall.Get<CloseSessions>().Run(default);

        var clerk = await PersonOf("N200");
        Assert.Equal(
            ["11-19 Morning exempt", "11-19 Afternoon exempt", "11-20 Morning exempt", "11-20 Afternoon exempt", "11-23 Morning truant", "11-23 Afternoon truant"],
            await _hall.Results(clerk));
        Assert.Contains("已登记到综合窗口", Assert.Single(await Told(_leader)), StringComparison.Ordinal);
        Assert.Contains("11 月 21 日起按时打卡", Assert.Single(await Told(clerk)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_staff_number_keeps_the_days_that_the_wait_excused()
    {
        _hall.At("2026-11-19 08:10:00");
        var id = (await Ask("N208")).Value;
        Assert.Null((await _hall.Get<DecideEnrolment>().Accept(_section, id, default)).Refusal);
        var clerk = await PersonOf("N208");
        var shown = (await _hall.Get<ShowPerson>().Run(_section, clerk.StaffId, default)).Value;

        Assert.Null((await _hall.Get<EditPerson>().Run(_section, new(shown.Id, "N209", shown.Name, null, shown.Version), default)).Refusal);

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal([clerk.StaffId], await EnrolmentWaits.On(db, Thursday, default));
    }

    [Fact]
    public async Task Whoever_is_still_at_another_window_owes_the_days_there_while_a_request_for_later_waits()
    {
        _hall.At("2026-11-19 08:10:00");
        await _hall.Press(_leader, PunchAction.In);
        var clerk = await _hall.Posted("N207", await _hall.Window("N-old"), from: new(2026, 11, 2), to: new(2026, 11, 20));
        Assert.Null((await Ask("N207", from: new(2026, 11, 23), name: "测试N207")).Refusal);
        _hall.At("2026-11-19 18:31:00");
        await _hall.Get<CloseSessions>().Run(default);

        Assert.Equal(["11-19 Morning truant", "11-19 Afternoon truant"], await _hall.Results(clerk));
    }

    [Fact]
    public async Task Refused_nobody_is_enrolled_and_the_leader_reads_why()
    {
        var id = (await Ask("N201")).Value;

        Assert.Contains("理由", (await _hall.Get<DecideEnrolment>().Refuse(_section, id, "", default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await _hall.Get<DecideEnrolment>().Refuse(_section, id, "编制未定", default)).Refusal);

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.False(await db.Staff.AnyAsync(staff => staff.Number == "N201"));
        Assert.Contains("科室写明了理由", Assert.Single(await Told(_leader)), StringComparison.Ordinal);
        Assert.Contains("新同事（N201），11 月 19 日到岗，待科室办理", Assert.Single(await Told(_section)), StringComparison.Ordinal);
        Assert.Contains("已处理", (await _hall.Get<DecideEnrolment>().Accept(_section, id, default)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_lacks_the_enrolments_that_wait_from_its_days_and_one_that_was_closed_all_the_same_takes_nobody_in()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        await db.Postings.ExecuteUpdateAsync(post => post.SetProperty(one => one.From, new DateOnly(2026, 10, 1)));
        _hall.At("2026-10-28 09:00:00");
        var id = (await Ask("N208", from: new(2026, 10, 28))).Value;
        _hall.At("2026-11-04 09:00:00");
        var (september, october, november) = (new YearMonth(2026, 9), new YearMonth(2026, 10), new YearMonth(2026, 11));
        var timetable = (await _hall.Get<HallGate>().Current(db, default)).Days.Timetable;
        var dues = await MonthDues.Read(db, _hall.Clock, timetable, [september, october, november], default);
        Assert.Equal((0, 1, 1), (dues[september].Enrolments, dues[october].Enrolments, dues[november].Enrolments));
        Assert.False(dues[october].IsReady);
        Assert.Contains("1 份入驻登记待处理", dues[october].Missing());
        await _hall.Sql($"INSERT INTO month_closing (month, closed_at, closed_by_id) VALUES ('2026-10-01', now(), {_section.StaffId})");

        var refusal = (await _hall.Get<DecideEnrolment>().Accept(_section, id, default)).Refusal!;

        Assert.Contains("2026 年 10 月已月结", refusal.Text, StringComparison.Ordinal);
        Assert.Contains("重新提出", refusal.Text, StringComparison.Ordinal);
        Assert.False(await db.Staff.AnyAsync(staff => staff.Number == "N208"));
        Assert.Null((await _hall.Get<DecideEnrolment>().Refuse(_section, id, "请按今天重新提出", default)).Refusal);
    }

    [Fact]
    public async Task Two_who_accept_in_the_same_second_enrol_once()
    {
        var id = (await Ask("N202")).Value;
        var other = await _hall.Person("N-head", HallRole.SectionHead);

        var answers = await Task.WhenAll(new[] { _section, other }.Select(actor => Task.Run(() => _hall.Get<DecideEnrolment>().Accept(actor, id, default))));

        Assert.Single(answers, answer => answer.Refusal is null);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal(1, await db.Set<Posting>().CountAsync(post => post.Staff!.Number == "N202"));
    }

    [Fact]
    public async Task A_leader_asks_for_the_own_window_from_today_on_and_once()
    {
        var foreign = await _hall.Window("N-foreign");

        Assert.Equal(RefusalKind.NotAllowed, (await Ask("N203", windowId: foreign.Id)).Refusal!.Kind);
        Assert.Contains("今天起", (await Ask("N203", from: Thursday.AddDays(-1))).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("不需要登记", (await Ask("N100", name: "测试N100")).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("姓名不同", (await Ask("N100")).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await Ask("N203")).Refusal);
        Assert.Contains("等待科室处理", (await Ask("N203")).Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<AskEnrolment>().Run(
            await _hall.Clerk("N204"), new(_windowId, "N205", "新人", PostKind.Regular, Thursday, ""), default)).Refusal!.Kind);
    }

    [Fact]
    public async Task Truancy_is_listed_with_its_facts_counted_against_the_years_thresholds_and_looked_at_on_record()
    {
        var clerk = await _hall.Clerk("N206", new(2026, 11, 16));
        _hall.At("2026-11-16 08:10:00");
        await _hall.Press(_leader, PunchAction.In);
        _hall.At("2026-11-18 09:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        var list = _hall.Get<ListTruancy>();

        var found = (await list.Run(_section, new(2026, true, "N206", 1), default)).Value;
        var person = found.People.Single(one => one.Number == "N206");
        Assert.Equal((4, "2.00", true, false), (found.Total, $"{person.Days}", person.BarsExcellent, person.ReturnsToUnit));
        Assert.Contains("没有签到也没有签退", found.Rows[0].Result.Sentence, StringComparison.Ordinal);

        var session = new LookAtTruancy.Session(clerk.StaffId, new(2026, 11, 16), DayPart.Morning);
        Assert.Contains("写明核查情况", (await _hall.Get<LookAtTruancy>().Run(_section, [session], "", default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await _hall.Get<LookAtTruancy>().Run(_section, [session], "电话核实，本人忘记打卡", default)).Value);

        Assert.Equal(3, (await list.Run(_section, new(2026, true, "N206", 1), default)).Value.Total);
        Assert.Equal((4, 3), (person.Unseen, (await list.Run(_section, new(2026, true, "N206", 1), default)).Value.People.Single(one => one.Number == "N206").Unseen));
        var looked = (await list.Run(_section, new(2026, false, "N206", 1), default)).Value.Rows.Single(row => row.Looks.Count > 0);
        Assert.Equal("测试N-section 电话核实，本人忘记打卡", $"{looked.Looks[0].LookedBy!.Name} {looked.Looks[0].Remark}");
        Assert.Contains("不是旷工", (await _hall.Get<LookAtTruancy>().Run(_section, [session with { StaffId = _leader.StaffId }], "核实", default)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Truancy_of_which_an_explanation_waits_is_listed_apart_from_what_counts_in_the_year()
    {
        var clerk = await _hall.Clerk("N207", Thursday);
        _hall.At("2026-11-19 08:10:00");
        await _hall.Press(_leader, PunchAction.In);
        _hall.At("2026-11-19 18:31:00");
        await _hall.Get<CloseSessions>().Run(default);
        Assert.Null((await _hall.Get<ExplainSlot>().Run(clerk, new(Thursday, DayPart.Morning, PunchAction.In, "家中老人急病", null, ""), default)).Refusal);

        var found = (await _hall.Get<ListTruancy>().Run(_section, new(2026, true, "N207", 1), default)).Value;

        var person = found.People.Single(one => one.Number == "N207");
        Assert.Equal(("0.50", "0.50", 2), ($"{person.Days}", $"{person.Frozen}", person.Unseen));
        Assert.Equal([DayPart.Morning], found.Rows.Where(row => row.IsFrozen).Select(row => row.Result.Part));
    }

    private Task<Answer<int>> Ask(string number, int? windowId = null, DateOnly? from = null, string name = "新同事") =>
        _hall.Get<AskEnrolment>().Run(_leader, new(windowId ?? _windowId, number, name, PostKind.Regular, from ?? Thursday, ""), default);

    private async Task<Actor> PersonOf(string number)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return new Actor((await db.Staff.SingleAsync(staff => staff.Number == number)).Id, "192.0.2.1");
    }

    private async Task<List<string>> Told(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == actor.StaffId && message.Kind == MessageKind.Enrolment).Select(message => message.Text).ToListAsync();
    }
}
