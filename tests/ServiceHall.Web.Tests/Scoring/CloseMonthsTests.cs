using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.FollowedPostings;
using ServiceHall.Web.Scoring.Settling;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Tests.Attendance;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class CloseMonthsTests : IAsyncLifetime
{
    // Each test has a hall of its own: a close is about everybody.
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_month_in_which_everybody_at_the_window_was_there_gives_it_five_points_once_on_its_last_day()
    {
        var clerk = await Clerk("M100");
        await Attend(clerk, lateOn: null);
        _hall.At("2026-07-31 18:31:00");
        await _hall.Get<CloseSessions>().Run(default);

        Assert.Equal(1, await _hall.Get<CloseMonths>().Run(default));
        Assert.Equal(0, await _hall.Get<CloseMonths>().Run(default));

        Assert.Equal(["2026-07-31 J8 2026-07 5"], await FullMonths());
    }

    [Fact]
    public async Task The_halls_first_month_is_whole_when_it_was_attended_from_the_first_workday_on()
    {
        // 1 November 2026 is a Sunday.
        var clerk = await _hall.Clerk("M106", new(2026, 11, 1));
        await Attend(clerk, lateOn: null, new(2026, 11, 1), new(2026, 11, 30));
        _hall.At("2026-11-30 18:01:00");
        await _hall.Get<CloseSessions>().Run(default);

        Assert.Equal(1, await _hall.Get<CloseMonths>().Run(default));
        Assert.Equal(["2026-11-30 J8 2026-11 5"], await FullMonths());
    }

    [Fact]
    public async Task A_month_is_not_booked_before_its_last_session_is_closed()
    {
        var clerk = await Clerk("M101");
        await Attend(clerk, lateOn: null);
        _hall.At("2026-07-31 18:30:00");
        await _hall.Get<CloseSessions>().Run(default);

        Assert.Equal(0, await _hall.Get<CloseMonths>().Run(default));
    }

    [Fact]
    public async Task One_late_morning_costs_the_month_until_an_exemption_takes_it_back()
    {
        var clerk = await Clerk("M102");
        var (section, head) = (await _hall.Person("M103", HallRole.Section), await _hall.Person("M104", HallRole.SectionHead));
        await Attend(clerk, lateOn: new DateOnly(2026, 7, 15));
        _hall.At("2026-07-31 18:31:00");
        await _hall.Get<CloseSessions>().Run(default);
        await _hall.Get<CloseMonths>().Run(default);
        Assert.Empty(await FullMonths());

        _hall.At("2026-08-03 09:00:00");
        Assert.Null((await _hall.Get<Propose>().Run(
            section, new Propose.Time(new(2026, 7, 15, 8, 0, 0), new(2026, 7, 15, 9, 0, 0), null, "", "停电"), default)).Refusal);
        Assert.Null((await _hall.Get<Countersign>().Sign<Web.Calendar.Exemption>(head, await OnlyExemption(), default)).Refusal);
        await _hall.Get<RecomputeStale>().Run(default);
        Assert.Equal(1, await _hall.Get<CloseMonths>().Run(default));
        Assert.Equal(["2026-07-31 J8 2026-07 5"], await FullMonths());

        Assert.Null((await _hall.Get<Countersign>().Withdraw<Web.Calendar.Exemption>(head, await OnlyExemption(), "并未停电", default)).Refusal);
        _hall.At("2026-08-03 09:01:00");
        await _hall.Get<RecomputeStale>().Run(default);
        await _hall.Get<CloseMonths>().Run(default);
        Assert.Empty(await FullMonths());
    }

    [Fact]
    public async Task A_month_that_ends_on_a_weekend_is_booked_though_an_earlier_month_was_recomputed_before_its_end()
    {
        // 31 October 2026 is a Saturday: the last session is on Friday, and the month has not ended by then.
        var clerk = await _hall.Clerk("M110", new(2026, 9, 1));
        var (section, head) = (await _hall.Person("M111", HallRole.Section), await _hall.Person("M112", HallRole.SectionHead));
        await Attend(clerk, lateOn: new DateOnly(2026, 9, 15), new(2026, 9, 1), new(2026, 10, 30), makeUpDays: true);
        _hall.At("2026-10-30 18:31:00");
        await _hall.Get<CloseSessions>().Run(default);
        Assert.Equal(1, await _hall.Get<CloseMonths>().Run(default));
        Assert.Empty(await FullMonths());

        // The power cut of September is declared that same evening.
        _hall.At("2026-10-30 19:00:00");
        Assert.Null((await _hall.Get<Propose>().Run(
            section, new Propose.Time(new(2026, 9, 15, 8, 0, 0), new(2026, 9, 15, 9, 0, 0), null, "", "停电"), default)).Refusal);
        Assert.Null((await _hall.Get<Countersign>().Sign<Web.Calendar.Exemption>(head, await OnlyExemption(), default)).Refusal);
        await _hall.Get<RecomputeStale>().Run(default);
        Assert.Equal(1, await _hall.Get<CloseMonths>().Run(default));

        _hall.At("2026-11-02 08:00:00");
        Assert.Equal(1, await _hall.Get<CloseMonths>().Run(default));
        Assert.Equal(["2026-09-30 J8 2026-09 5", "2026-10-31 J8 2026-10 5"], await FullMonths());
    }

    [Fact]
    public async Task A_full_month_that_cannot_be_booked_keeps_the_quarter_open_and_leads_to_what_was_set_aside()
    {
        var (clerk, head) = (await Clerk("M120"), await _hall.Person("M121", HallRole.SectionHead));
        await Attend(clerk, lateOn: null, new(2026, 7, 1), new(2026, 9, 30), makeUpDays: true);
        await _hall.Owner("ALTER TABLE ledger_entry ADD CONSTRAINT refused CHECK (code <> 'J8')");
        _hall.At("2026-10-08 08:00:00");
        await _hall.Get<CloseSessions>().Run(default);

        var refused = await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 3), default);
        Assert.Contains("“搁置事项”", refused.Refusal!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("正在重新计算", refused.Refusal.Text, StringComparison.Ordinal);

        // What is set aside does not keep itself from being booked, nor the window's other months.
        await _hall.Owner("ALTER TABLE ledger_entry DROP CONSTRAINT refused");
        _hall.At("2026-10-08 08:10:00");
        Assert.Equal(3, await _hall.Get<CloseMonths>().Run(default));
        await _hall.SettleQuarter(head, new Quarter(2026, 3));
        Assert.Null((await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 3), default)).Refusal);
    }

    [Theory]
    [InlineData(RecomputeStale.Job, "change/1")]
    [InlineData(FollowPostings.Job, "2026-07-15")]
    public async Task No_full_month_is_booked_while_a_day_of_it_is_still_open_for_nobody_knows_whom(string line, string key)
    {
        var clerk = await Clerk("M130");
        await Attend(clerk, lateOn: null);
        _hall.At("2026-07-31 18:31:00");
        await _hall.Get<CloseSessions>().Run(default);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        db.Add(new SetAsideItem
        {
            Line = line, Key = key, What = "7 月 15 日", Sentence = "程序出错。", Fault = "", Since = _hall.Clock.GetUtcNow(), LastTry = _hall.Clock.GetUtcNow(),
            NextTry = _hall.Clock.GetUtcNow(), Tries = 1, First = new(2026, 7, 15), Last = new(2026, 7, 15),
        });
        await db.SaveChangesAsync();

        Assert.Equal(0, await _hall.Get<CloseMonths>().Run(default));
        Assert.Empty(await FullMonths());

        await db.Set<SetAsideItem>().ExecuteDeleteAsync();
        Assert.Equal(1, await _hall.Get<CloseMonths>().Run(default));
    }

    private Task<Actor> Clerk(string number) => _hall.Clerk(number, from: new DateOnly(2026, 7, 1));

    /// <summary>All of July 2026 on time, but perhaps one morning: summer hours, 08:30-11:30 and 14:00-17:30.</summary>
    private async Task Attend(Actor clerk, DateOnly? lateOn, DateOnly? first = null, DateOnly? last = null, bool makeUpDays = false)
    {
        var presses = new List<ClockInMany.Press>();
        for (var day = first ?? new(2026, 7, 1); day <= (last ?? new(2026, 7, 31)); day = day.AddDays(1))
        {
            if (!makeUpDays && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            Press(day, day == lateOn ? new(8, 40) : new(8, 20), PunchAction.In);
            Press(day, new(11, 31), PunchAction.Out);
            Press(day, new(13, 20), PunchAction.In);
            Press(day, new(17, 31), PunchAction.Out);
        }

        await _hall.Get<ClockInMany>().Run(presses, default);

        void Press(DateOnly day, TimeOnly time, PunchAction action) => presses.Add(new(
            clerk, new(action, Guid.NewGuid(), PunchingHall.Inside, TimeSpan.FromSeconds(1), "test"),
            new DateTimeOffset(day.ToDateTime(time), TimeSpan.FromHours(8)).ToUniversalTime()));
    }

    private async Task<int> OnlyExemption()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<Web.Calendar.Exemption>().Select(exemption => exemption.Id).SingleAsync();
    }

    private async Task<List<string>> FullMonths()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<LedgerEntry>().InForce().Where(entry => entry.Code == "J8").OrderBy(entry => entry.Day)
            .Select(entry => $"{entry.Day:yyyy-MM-dd} {entry.Code} {entry.Reference} {entry.Points:0}").ToListAsync();
    }
}
