using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Calendar.Holidays;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Calendar;

public sealed class CalendarTests(TestHall hall) : IClassFixture<TestHall>
{
    [Theory]
    [InlineData("2025-10-08", false)]
    [InlineData("2025-10-11", true)]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-10-07", false)]
    [InlineData("2026-10-08", true)]
    public async Task Holidays_and_make_up_days_are_built_in(string day, bool works)
    {
        var days = await Days();

        Assert.Equal(works, days.Rules.IsWorkday(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_year_not_announced_is_told_and_warned_of_from_October_on()
    {
        var days = await Days();

        Assert.False(days.IsAnnounced(2031));
        Assert.Empty(days.Overdue(new(2026, 9, 30)));
        Assert.Equal([2027], days.Overdue(new(2026, 10, 1)));
        Assert.Equal([2031], days.Overdue(new(2031, 3, 1)));
    }

    [Fact]
    public async Task A_further_year_is_imported_in_the_holiday_cn_form_and_can_be_corrected()
    {
        var (section, head) = (await hall.Person("G1", HallRole.Section), await hall.Person("G1b", HallRole.SectionHead));
        const string File = """{"year":2030,"days":[{"name":"元旦","date":"2030-01-01","isOffDay":true},{"name":"元旦","date":"2030-01-05","isOffDay":true}]}""";

        Assert.Equal(2030, (await hall.TakeNotice(section, head, "2030.json", File)).Value.Year);
        Assert.Equal(DayKind.Holiday, (await Days()).On(new(2030, 1, 1)).Kind);

        Assert.Null((await hall.TakeNotice(section, head, "2030.json", File.Replace("2030-01-01", "2030-01-02", StringComparison.Ordinal))).Refusal);
        Assert.Equal(DayKind.Workday, (await Days()).On(new(2030, 1, 1)).Kind);
        Assert.True((await Days()).IsAnnounced(2030));
    }

    [Theory]
    [InlineData("not json at all: [", "2030.json")]
    [InlineData("a: &a [x]\nb: &b [*a, *a, *a]\nyear: 2030\ndays: [{name: 元旦, date: 2030-01-01, isOffDay: true}]\npapers: [*b, *b]", "引用")]
    [InlineData("""{"year":2026,"days":[{"name":"元旦","date":"2026-01-01","isOffDay":true}]}""", "已内置")]
    public async Task A_file_that_cannot_hold_is_refused_with_what_is_wrong(string content, string expected)
    {
        var section = await hall.Person("G2" + expected, HallRole.Section);

        var answer = await hall.Get<ImportHolidays>().Preview(section, HolidayNotice.File("2030.json", content), default);

        Assert.Contains(expected, answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_day_holds_once_a_second_person_has_signed()
    {
        var (first, second) = (await hall.Person("G3", HallRole.Section), await hall.Person("G4", HallRole.SectionHead));
        var day = new DateOnly(2026, 12, 9);
        Assert.Null((await hall.Get<Propose>().Run(first, new Propose.Day(day, IsWorkday: false, "系统切换"), default)).Refusal);
        Assert.True((await Days()).Rules.IsWorkday(day));
        var id = await Waiting<DayDecision>(first);

        var own = await hall.Get<Countersign>().Sign<DayDecision>(first, id, default);
        Assert.Equal(RefusalKind.NotAllowed, own.Refusal!.Kind);
        Assert.Null((await hall.Get<Countersign>().Sign<DayDecision>(second, id, default)).Refusal);

        Assert.False((await Days()).Rules.IsWorkday(day));
        Assert.Equal((DayKind.DecidedOff, "系统切换"), (await Days()).On(day));
    }

    [Fact]
    public async Task The_database_itself_refuses_one_hand_for_both_signatures()
    {
        var person = await hall.Person("G5", HallRole.Section);
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(new DayDecision
        {
            Day = new(2026, 12, 11), Reason = "one hand", ProposedById = person.StaffId, ProposedAt = hall.Clock.GetUtcNow(), SignedById = person.StaffId, SignedAt = hall.Clock.GetUtcNow(),
        });

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [Fact]
    public async Task Two_who_sign_in_the_same_second_leave_one_signature()
    {
        var proposer = await hall.Person("G6", HallRole.Section);
        Actor[] signers = [await hall.Person("G7", HallRole.Section), await hall.Person("G8", HallRole.SectionHead)];
        await hall.Get<Propose>().Run(proposer, new Propose.Time(new(2026, 11, 18, 9, 0, 0), new(2026, 11, 18, 10, 30, 0), null, "", "停电"), default);
        var id = await Waiting<Exemption>(proposer);

        var answers = await Task.WhenAll(signers.Select(signer => hall.Get<Countersign>().Sign<Exemption>(signer, id, default)));

        Assert.Single(answers, answer => answer.Refusal is null);
    }

    [Fact]
    public async Task An_exemption_of_several_named_people_is_signed_at_once_and_each_of_them_is_told_and_nobody_else()
    {
        var (first, head) = (await hall.Person("G30", HallRole.Section), await hall.Person("G31", HallRole.SectionHead));
        var window = await hall.Window("G-named");
        var (one, two, other) = (await hall.Posted("G32", window), await hall.Posted("G33", window), await hall.Posted("G34", window));
        var time = new Propose.Time(new(2026, 11, 24, 14, 0, 0), new(2026, 11, 24, 16, 0, 0), null, "G32、G33 ，G32", "抽调防汛");
        Assert.Contains("没有工号为 G99", (await hall.Get<Propose>().Run(first, time with { StaffNumbers = "G32 G99" }, default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await hall.Get<Propose>().Run(first, time, default)).Refusal);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var ids = await db.Set<Exemption>().Where(row => row.ProposedById == first.StaffId).Select(row => row.Id).ToListAsync();

        Assert.Equal(2, ids.Count);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<Countersign>().Sign<Exemption>(first, ids, default)).Refusal!.Kind);
        Assert.Null((await hall.Get<Countersign>().Sign<Exemption>(head, ids, default)).Refusal);
        Assert.Null((await hall.Get<Countersign>().Withdraw<Exemption>(head, ids, "不抽调了", default)).Refusal);

        string[] told = ["11 月 24 日 14:00 至 11 月 24 日 16:00 免考勤。这段时间不用在岗打卡。原因见日历。", "“11 月 24 日 14:00 至 11 月 24 日 16:00 免考勤”已撤销。请按原来的安排打卡，原因见日历。"];
        Assert.Equal(told, await Told(one));
        Assert.Equal(told, await Told(two));
        Assert.Empty(await Told(other));
        // Why somebody is excused is not for the audit, which is kept for ever.
        Assert.DoesNotContain(await hall.AuditRecords(), record => record.Detail.Contains("抽调防汛", StringComparison.Ordinal) || record.Detail.Contains("不抽调了", StringComparison.Ordinal));
        // Whom it names, colleagues do not read on the calendar.
        Assert.Equal((2, 1, 0), (await Named(first), await Named(one), await Named(other)));

        async Task<int> Named(Actor who) => (await hall.Get<ShowCalendar>().Run(who, 2026, default)).Value.Exemptions.Count(row => row.Reason == "抽调防汛");
    }

    [Fact]
    public async Task A_day_decided_by_hand_is_told_to_everybody_posted_then()
    {
        var (first, head) = (await hall.Person("G35", HallRole.Section), await hall.Person("G36", HallRole.SectionHead));
        var clerk = await hall.Posted("G37", await hall.Window("G-day"));
        var gone = await hall.Posted("G38", await hall.Window("G-gone"), to: new DateOnly(2026, 12, 1));
        Assert.Null((await hall.Get<Propose>().Run(first, new Propose.Day(new(2026, 12, 25), false, "设备检修"), default)).Refusal);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var id = await db.Set<DayDecision>().Where(row => row.ProposedById == first.StaffId).Select(row => row.Id).SingleAsync();

        Assert.Null((await hall.Get<Countersign>().Sign<DayDecision>(head, id, default)).Refusal);

        Assert.Equal(["12 月 25 日改为不上班：设备检修。当天不用打卡。"], await Told(clerk));
        Assert.Empty(await Told(gone));
    }

    private async Task<List<string>> Told(Actor actor)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == actor.StaffId).OrderBy(message => message.Id).Select(message => message.Text).ToListAsync();
    }

    [Fact]
    public async Task What_holds_is_withdrawn_by_the_section_head_alone_and_for_a_reason()
    {
        var (first, second, head) = (await hall.Person("G9", HallRole.Section), await hall.Person("G10", HallRole.Section), await hall.Person("G11", HallRole.SectionHead));
        await hall.Get<Propose>().Run(first, new Propose.Time(new(2026, 11, 17, 9, 0, 0), new(2026, 11, 17, 10, 0, 0), null, "", "断网"), default);
        var id = await Waiting<Exemption>(first);
        await hall.Get<Countersign>().Sign<Exemption>(second, id, default);

        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<Countersign>().Withdraw<Exemption>(second, id, "误登", default)).Refusal!.Kind);
        Assert.NotNull((await hall.Get<Countersign>().Withdraw<Exemption>(head, id, "", default)).Refusal);
        Assert.Null((await hall.Get<Countersign>().Withdraw<Exemption>(head, id, "误登，未断网", default)).Refusal);
    }

    [Fact]
    public async Task A_reason_longer_than_is_kept_is_refused_with_a_sentence()
    {
        var section = await hall.Person("G14", HallRole.Section);
        await hall.Get<Propose>().Run(section, new Propose.Day(new(2026, 12, 14), IsWorkday: false, "检修"), default);
        var id = await Waiting<DayDecision>(section);

        var answer = await hall.Get<Countersign>().Withdraw<DayDecision>(section, id, new string('长', 201), default);

        Assert.Contains("2 至 200 个字", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_has_passed_as_a_day_off_becomes_no_workday_afterwards()
    {
        var (section, head) = (await hall.Person("G15", HallRole.Section), await hall.Person("G16", HallRole.SectionHead));
        var other = await hall.Person("G17", HallRole.Section);
        var now = hall.Clock.GetUtcNow();
        await hall.Get<Propose>().Run(section, new Propose.Day(new(2026, 11, 21), IsWorkday: true, "补班"), default);
        var work = await Waiting<DayDecision>(section);
        await hall.Get<Propose>().Run(other, new Propose.Day(new(2026, 11, 20), IsWorkday: false, "停电检修"), default);
        var off = await Waiting<DayDecision>(other);
        Assert.Null((await hall.Get<Countersign>().Sign<DayDecision>(head, off, default)).Refusal);
        hall.Clock.AdjustTime(now.AddDays(4));

        var signed = await hall.Get<Countersign>().Sign<DayDecision>(head, work, default);
        var withdrawn = await hall.Get<Countersign>().Withdraw<DayDecision>(head, off, "未检修", default);
        hall.Clock.AdjustTime(now);

        Assert.Contains("无法打卡", signed.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("无人打卡", withdrawn.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_has_begun_becomes_no_workday_any_more()
    {
        var (section, other, head) = (await hall.Person("G40", HallRole.Section), await hall.Person("G41", HallRole.Section), await hall.Person("G42", HallRole.SectionHead));
        var (now, friday, saturday) = (hall.Clock.GetUtcNow(), new DateOnly(2026, 11, 27), new DateOnly(2026, 11, 28));
        await hall.Get<Propose>().Run(section, new Propose.Day(saturday, IsWorkday: true, "补班"), default);
        var work = await Waiting<DayDecision>(section);
        await hall.Get<Propose>().Run(other, new Propose.Day(friday, IsWorkday: false, "检修"), default);
        var off = await Waiting<DayDecision>(other);
        Assert.Null((await hall.Get<Countersign>().Sign<DayDecision>(head, off, default)).Refusal);

        hall.Clock.AdjustTime(now.AddDays(8).AddHours(7));
        var withdrawn = await hall.Get<Countersign>().Withdraw<DayDecision>(head, off, "不检修了", default);
        hall.Clock.AdjustTime(now.AddDays(9).AddHours(7));
        var signed = await hall.Get<Countersign>().Sign<DayDecision>(head, work, default);
        var proposed = await hall.Get<Propose>().Run(other, new Propose.Day(saturday, IsWorkday: true, "今天补班"), default);
        hall.Clock.AdjustTime(now);

        Assert.Contains("无人打卡", withdrawn.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("已经到来", signed.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("今天和过去的日子不能改为上班", proposed.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exemption_is_kept_as_instants_of_the_hall()
    {
        var section = await hall.Person("G12", HallRole.Section);
        await hall.Get<Propose>().Run(section, new Propose.Time(new(2026, 11, 16, 8, 30, 0), new(2026, 11, 16, 9, 0, 0), null, "G12", "送修电脑"), default);

        await using var db = await hall.Factory.CreateDbContextAsync();
        var exemption = await db.Set<Exemption>().SingleAsync(row => row.ProposedById == section.StaffId);

        Assert.Equal(new DateTimeOffset(2026, 11, 16, 0, 30, 0, TimeSpan.Zero), exemption.From);
        Assert.Equal(section.StaffId, exemption.StaffId);
    }

    [Fact]
    public async Task Nobody_outside_the_section_decides_days()
    {
        var clerk = await hall.Person("G13");

        var answer = await hall.Get<Propose>().Run(clerk, new Propose.Day(new(2026, 12, 10), IsWorkday: false, "想休息"), default);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal!.Kind);
    }

    private async Task<HallYear> Days()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await HallYear.Read(db, default);
    }

    private async Task<int> Waiting<T>(Actor proposer)
        where T : Countersigned
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<T>().Where(row => row.ProposedById == proposer.StaffId && row.SignedAt == null).Select(row => row.Id).SingleAsync();
    }
}
