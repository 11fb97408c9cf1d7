using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Scoring;
using static ServiceHall.Web.Tests.Attendance.MonthHall;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class MonthTests : IAsyncLifetime
{
    // Each test has a hall of its own: a close is about everybody.
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Each_half_day_has_its_letter_and_what_is_to_come_is_blank()
    {
        var clerk = await _hall.Eventful("N100");

        var found = await _hall.Month(await Section(), "2026-11-09 15:00:00");

        Assert.Equal("休休 到迟 早退 迟早迟退 缺旷 免事 休休 休休 病待     休休 休休      休休 休休      休休 休休", found.Grid.Letters(clerk));
        var sums = found.Grid.Row(clerk).Sums;
        Assert.Equal((6, 3, 4, 1, 1, false), (sums.Present, sums.Late, sums.Early, sums.Absent, sums.Truant, sums.IsFull));
        Assert.Equal(["事假 0.5", "病假 0.5"], sums.Leave.Select(kind => $"{found.Grid.Letters.Kinds[kind.Kind].Title} {MonthSums.Days(kind.Days)}"));
    }

    [Fact]
    public async Task Sums_of_leave_and_of_the_full_month_are_those_of_the_rules()
    {
        var clerk = await _hall.Clerk("N110", new(2026, 10, 1));
        await _hall.Attend(clerk, "2026-10-30", "08:20", "11:35");
        await _hall.OnLeave(clerk, "annual", new(2026, 10, 30, 13, 30, 0), new(2026, 11, 3, 10, 0, 0));
        await _hall.Attend(clerk, "2026-11-03", "10:00", "11:35");
        await _hall.Attend(clerk, "2026-11-03", "13:20", "17:05");

        var found = await _hall.Month(await Section(), "2026-11-03 18:31:00");

        await using var db = await _hall.Factory.CreateDbContextAsync();
        var days = (await _hall.Get<HallGate>().Current(db, default)).Days.Timetable;
        var leave = (await LeaveFacts.Read(db, _hall.Clock, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null, default))[clerk.StaffId].Single();
        var measured = LeaveMeasure.ByDay(leave.Time, November.Days, days).Aggregate(Fraction.Zero, (sum, share) => sum + share.Days);
        var row = found.Grid.Row(clerk);
        Assert.Equal(measured.Rounded(), row.Sums.LeaveDays);
        // Monday whole, and an hour and a half of the 390 minutes of Tuesday.
        Assert.Equal(Fraction.Of(1) + new Fraction(90, 390), measured);
        var full = new FullAttendance();
        var (judge, gate) = (_hall.Get<JudgeDays>(), await _hall.Get<HallGate>().Current(db, default));
        foreach (var result in (await judge.Run(db, gate, new(2026, 11, 2), null, default)).Concat(await judge.Run(db, gate, new(2026, 11, 3), null, default)))
            full.Add(result.Result, days.Rulebook.On(new(2026, 11, 3)).Leave);
        Assert.Equal(full.Entries(November.Days, days.Rulebook).Any(), row.Sums.IsFull);
        Assert.True(row.Sums.IsFull);
    }

    [Fact]
    public async Task A_units_leader_sees_the_own_unit_and_a_windows_leader_the_own_window_and_nobody_else()
    {
        var (one, other) = (await _hall.Window("N120"), await _hall.Window("N121"));
        var (mine, theirs) = (await _hall.Posted("N122", one), await _hall.Posted("N123", other));
        var windowLeader = await _hall.Posted("N124", one, PostRole.Leader);
        var unitLeader = await _hall.Person("N125");
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            db.Add(new RoleGrant { StaffId = unitLeader.StaffId, Role = HallRole.UnitLeader, UnitId = other.UnitId });
            await db.SaveChangesAsync();
        }

        Assert.Equal([theirs.StaffId], (await _hall.Month(unitLeader, "2026-11-19 09:00:00")).Grid.Rows.Select(row => row.StaffId));
        var own = await _hall.Month(windowLeader, "2026-11-19 09:00:00", new(November, other.UnitId, null, null, ""));
        Assert.Empty(own.Grid.Rows);
        Assert.Equal([one.Id], own.Windows.Select(window => window.Id));
        Assert.NotNull((await _hall.Get<ShowMonth>().Run(mine, new(November, null, null, null, ""), default)).Refusal);
        var half = new ShowHalfDay.Request(theirs.StaffId, new(2026, 11, 18), DayPart.Morning);
        Assert.Contains("不能查看其他人的", (await _hall.Get<ShowHalfDay>().Run(windowLeader, half, default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await _hall.Get<ShowHalfDay>().Run(unitLeader, half, default)).Refusal);
    }

    [Fact]
    public async Task What_was_closed_is_shown_as_it_was_closed()
    {
        var clerk = await _hall.Clerk("N130", new(2026, 10, 1));
        await _hall.Attend(clerk, "2026-10-12", "08:40", "11:35");
        await _hall.Attend(clerk, "2026-10-12", "13:20", "17:05");
        var section = await Section();
        _hall.At("2026-11-02 09:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            db.Add(new MonthClosing { Month = new(2026, 10, 1), ClosedAt = _hall.Clock.GetUtcNow(), ClosedById = section.StaffId });
            await db.SaveChangesAsync();
        }

        // It lies in a closed month, so nothing is excused afterwards and nothing computed again.
        Assert.NotNull((await _hall.Get<Propose>().Run(section, new Propose.Time(new(2026, 10, 12, 8, 0, 0), new(2026, 10, 12, 9, 0, 0), null, "N130", "停电"), default)).Refusal);
        var october = await _hall.Month(section, "2026-11-02 09:10:00", new(new YearMonth(2026, 10), null, null, null, ""));

        Assert.Equal((HalfDay.Late, HalfDay.Present), (october.Grid.Row(clerk).HalfDays[22], october.Grid.Row(clerk).HalfDays[23]));
        Assert.NotNull(october.ClosedAt);
        Assert.True(october.Grid.IsOver);
    }

    [Fact]
    public async Task A_month_that_has_not_begun_is_blank_but_for_its_days_off()
    {
        var clerk = await _hall.Eventful("N135");

        var grid = (await _hall.Month(await Section(), "2026-11-09 15:00:00", new(new YearMonth(2026, 12), null, null, null, ""))).Grid;

        Assert.Equal("尚未开始", grid.Standing);
        Assert.DoesNotContain(grid.Row(clerk).HalfDays, state => state is not (HalfDay.None or HalfDay.Off));
        Assert.Equal(0, grid.Row(clerk).Sums.LeaveDays);
    }

    [Fact]
    public async Task Whoever_changed_windows_has_a_row_at_each()
    {
        var (one, other) = (await _hall.Window("N140"), await _hall.Window("N141"));
        var clerk = await _hall.Posted("N142", one, to: new(2026, 11, 10));
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            db.Add(new Web.People.Posting { StaffId = clerk.StaffId, WindowId = other.Id, From = new(2026, 11, 11) });
            await db.SaveChangesAsync();
        }

        var rows = (await _hall.Month(await Section(), "2026-11-20 09:00:00")).Grid.Rows;

        Assert.Equal(["N140", "N141"], rows.Select(row => row.Window.Code));
        // Saturday 7 is of the first, Saturday 14 of the second.
        Assert.Equal((HalfDay.Off, HalfDay.None), (rows[0].HalfDays[12], rows[0].HalfDays[26]));
        Assert.Equal((HalfDay.None, HalfDay.Off), (rows[1].HalfDays[12], rows[1].HalfDays[26]));
    }

    [Fact]
    public async Task A_filter_keeps_those_of_whom_it_is_true_and_an_address_that_nobody_means_shows_this_month()
    {
        var (eventful, quiet) = (await _hall.Eventful("N150"), await _hall.Clerk("N151", new(2026, 11, 9)));
        var section = await Section();

        foreach (var state in MonthState.All.Where(state => state.Code != "full"))
        {
            var rows = (await _hall.Month(section, "2026-11-09 15:00:00", new(November, null, null, state.Code, ""))).Grid.Rows.Select(row => row.StaffId).ToList();
            Assert.Contains(eventful.StaffId, rows);
            Assert.True(state.Code is "truant" || !rows.Contains(quiet.StaffId), state.Code);
        }

        Assert.Equal([quiet.StaffId], (await _hall.Month(section, "2026-11-09 15:00:00", new(November, null, null, null, "n151"))).Grid.Rows.Select(row => row.StaffId));
        Assert.Equal(new ShowMonth.Request(November, null, null, null, ""), ShowMonth.Request.Of("2026-13", "x", "-1", "nothing", null, new(2026, 11, 9)));
    }

    private Task<Actor> Section() => _hall.Person($"N-section-{Guid.NewGuid():N}"[..20], HallRole.Section);
}
