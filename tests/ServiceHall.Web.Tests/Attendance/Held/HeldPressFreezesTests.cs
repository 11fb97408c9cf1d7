using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Quantities;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.Settling;

namespace ServiceHall.Web.Tests.Attendance.Held;

/// <summary>
/// Nobody loses anything by a clock that was wrong (考勤 一(二)): what a held press may belong to is frozen until the section
/// has verified it. The clock is a day behind on 19 November, and is put right that evening.
/// </summary>
public sealed class HeldPressFreezesTests : IAsyncLifetime
{
    private const string Verified = "已登记免考勤";

    private readonly PunchingHall _hall = new();
    private Actor _clerk = null!, _absent = null!, _section = null!, _head = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_clerk, _absent) = (await _hall.Clerk("F1"), await _hall.Clerk("F2"));
        (_section, _head) = (await _hall.Person("F3", HallRole.Section), await _hall.Person("F4", HallRole.SectionHead));
        foreach (var person in new[] { _clerk, _absent })
            await Press(person, "2026-11-18 08:20:00", "2026-11-18 11:40:00", "2026-11-18 13:20:00", "2026-11-18 17:10:00");
        _hall.At("2026-11-19 08:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        await Look();
        await Press(_clerk, "2026-11-18 08:20:00", "2026-11-18 11:40:00", "2026-11-18 13:20:00", "2026-11-18 17:10:00");
        _hall.At("2026-11-19 19:00:00");
        await Look();
        await _hall.Get<CloseSessions>().Run(default);
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Whoever_pressed_is_charged_nothing_until_the_press_is_verified_and_the_other_is_charged()
    {
        Assert.Equal((100m, 4), (await Points(_clerk), (await Held()).Count));
        Assert.True(await Points(_absent) < 100m);
        Assert.All((await Score(_clerk)).Entries, entry => Assert.Equal("打卡待核实，暂不计分", entry.Frozen));
        var truancy = (await _hall.Get<ListTruancy>().Run(_section, new(2026, OnlyUnseen: false, "", 1), default)).Value;
        Assert.Equal([("F1", true), ("F2", false)],
            truancy.Rows.Select(row => (row.Result.Staff!.Number, row.IsFrozen)).Distinct().Order());
        Assert.Equal(Fraction.Zero, truancy.People.Single(person => person.Number == "F1").Days);

        // The section has found that the person was not there: it counts from now on.
        foreach (var held in await Held())
            Assert.Null((await _hall.Get<VerifyHeld>().Run(_section, held.Id, "本人当时不在岗", default)).Refusal);

        Assert.Equal(await Points(_absent), await Points(_clerk));
        Assert.All((await Score(_clerk)).Entries, entry => Assert.Null(entry.Frozen));
    }

    [Fact]
    public async Task With_the_exemption_that_the_section_declares_nothing_is_left_of_it()
    {
        await (await _hall.Exemption(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 18, 0, 0), "F1", "时钟异常"))();
        foreach (var held in await Held())
            Assert.Null((await _hall.Get<VerifyHeld>().Run(_section, held.Id, Verified, default)).Refusal);
        await _hall.Get<RecomputeStale>().Run(default);

        Assert.Equal(100m, await Points(_clerk));
        Assert.Empty(await _hall.Entries(_clerk));
        Assert.Contains("11-19 Morning exempt", await _hall.Results(_clerk));
    }

    [Fact]
    public async Task Neither_month_nor_quarter_closes_over_presses_that_nobody_verified()
    {
        await Press(_absent, "2026-11-20 08:20:00");
        _hall.At("2027-01-04 08:00:00");
        await Look();
        await _hall.Get<CloseSessions>().Run(default);

        var month = await _hall.Get<SettleMonth>().Close(_section, new YearMonth(2026, 11), default);
        Assert.Contains("4 次打卡待核实", month.Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await _hall.Get<SettleMonth>().Close(_section, new YearMonth(2026, 12), default)).Refusal);
        var quarter = await _hall.Get<CloseQuarter>().Run(_head, new Quarter(2026, 4), default);
        Assert.Contains("4 次打卡待核实", quarter.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("“待核实打卡”", quarter.Refusal!.Text, StringComparison.Ordinal);

        foreach (var held in await Held())
            Assert.Null((await _hall.Get<VerifyHeld>().Run(_section, held.Id, Verified, default)).Refusal);
        Assert.Null((await _hall.Get<SettleMonth>().Close(_section, new YearMonth(2026, 11), default)).Refusal);
        Assert.Null((await _hall.Get<CloseQuarter>().Run(_head, new Quarter(2026, 4), default)).Refusal);
    }

    [Fact]
    public async Task Days_on_which_the_clock_was_right_again_are_not_frozen()
    {
        foreach (var day in new[] { "2026-11-20", "2026-11-23" })
            await Press(_absent, $"{day} 08:20:00", $"{day} 11:40:00", $"{day} 13:20:00", $"{day} 17:10:00");
        _hall.At("2026-11-23 19:00:00");
        await _hall.Get<CloseSessions>().Run(default);

        Assert.Contains((await Score(_clerk)).Entries, entry => entry is { Frozen: null } && entry.Day == new DateOnly(2026, 11, 23));
    }

    private async Task Press(Actor person, params string[] minutes)
    {
        foreach (var (at, place) in minutes.Select((at, place) => (at, place)))
        {
            _hall.At(at);
            await _hall.Press(person, place % 2 == 0 ? PunchAction.In : PunchAction.Out);
        }
    }

    private Task Look() => ActivatorUtilities.CreateInstance<ClockRounds>(_hall.Services).Look(default);

    private async Task<IReadOnlyList<HeldPunch>> Held() => (await _hall.Get<VerifyHeld>().List(_section, all: false, 1, default)).Value.Rows;

    private async Task<ShowScore.Page> Score(Actor person) =>
        (await _hall.Get<ShowScore>().Run(person, new(null, new Quarter(2026, 4)), default)).Value;

    private async Task<decimal> Points(Actor person) => (await Score(person)).Score!.Value.Rounded();
}
