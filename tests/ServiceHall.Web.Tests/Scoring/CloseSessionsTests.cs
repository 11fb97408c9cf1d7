using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests.Attendance;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class CloseSessionsTests : IAsyncLifetime
{
    // Each test has a hall of its own: a close is about everybody.
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task The_morning_closes_after_the_last_minute_in_which_a_punch_is_accepted()
    {
        var clerk = await _hall.Clerk("S100");
        await Punch(clerk, "2026-11-19 08:29:59", PunchAction.In);
        await Punch(clerk, "2026-11-19 11:30:00", PunchAction.Out);
        _hall.At("2026-11-19 12:30:59");
        Assert.Equal(0, await Close());
        _hall.At("2026-11-19 12:31:00");

        Assert.Equal(1, await Close());

        Assert.Equal(["11-19 Morning normal"], await _hall.Results(clerk));
        Assert.Empty(await _hall.Entries(clerk));
    }

    [Fact]
    public async Task A_forgotten_sign_out_costs_one_point_and_spoils_nothing_of_the_next_day()
    {
        var clerk = await _hall.Clerk("S101");
        await Punch(clerk, "2026-11-19 08:20:00", PunchAction.In);
        await Punch(clerk, "2026-11-19 13:20:00", PunchAction.In);
        await Punch(clerk, "2026-11-19 17:05:00", PunchAction.Out);
        await Punch(clerk, "2026-11-20 08:20:00", PunchAction.In);
        await Punch(clerk, "2026-11-20 11:40:00", PunchAction.Out);
        _hall.At("2026-11-20 12:31:00");

        await Close();

        Assert.Equal(["11-19 Morning no_out", "11-19 Afternoon normal", "11-20 Morning normal"], await _hall.Results(clerk));
        Assert.Equal(["2026-11-19/am/out K1.1a -1"], await _hall.Entries(clerk));
    }

    [Fact]
    public async Task A_punch_that_comes_after_the_close_wakes_the_recomputing_at_once()
    {
        var clerk = await _hall.Clerk("S110");
        await Punch(clerk, "2026-11-19 08:20:00", PunchAction.In);
        _hall.At("2026-11-19 12:31:00");
        Assert.Equal(1, await Close());
        var told = new List<string>();
        _hall.Get<Commits>().Watch(changed => told.Add(string.Join(' ', changed.Select(kind => kind.Name).Order(StringComparer.Ordinal))));

        // It was pressed in time and written late.
        await Punch(clerk, "2026-11-19 11:35:00", PunchAction.Out);
        await Punch(clerk, "2026-11-19 13:20:00", PunchAction.In);

        Assert.Equal(["Punch StaleDay", "Punch"], told);
    }

    [Fact]
    public async Task Missed_days_are_caught_up_in_order_and_weekends_are_none()
    {
        var (clerk, truant) = (await _hall.Clerk("S102"), await _hall.Clerk("S103"));
        await Punch(clerk, "2026-11-19 08:45:00", PunchAction.In);
        _hall.At("2026-11-23 12:31:00");

        Assert.Equal(5, await Close());

        Assert.Equal(
            ["11-19 Morning late+no_out", "11-19 Afternoon truant", "11-20 Morning truant", "11-20 Afternoon truant", "11-23 Morning truant"],
            await _hall.Results(clerk));
        Assert.Equal(5, (await _hall.Entries(truant)).Count(entry => entry.EndsWith("/in K1.1b -1", StringComparison.Ordinal)));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var closed = await db.Set<Period>().Where(p => p.Job == CloseSessions.SessionJob).OrderBy(p => p.Name).Select(p => p.Name).ToListAsync();
        Assert.Equal(["2026-11-19/am", "2026-11-19/pm", "2026-11-20/am", "2026-11-20/pm", "2026-11-23/am"], closed);
        Assert.Equal(2, await db.Set<Period>().CountAsync(p => p.Job == CloseSessions.WorkdayJob));
    }

    [Fact]
    public async Task Servers_that_close_at_once_close_each_session_exactly_once()
    {
        var clerk = await _hall.Clerk("S104");
        await Punch(clerk, "2026-11-19 08:45:00", PunchAction.In);
        _hall.At("2026-11-20 19:00:00");

        var closed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Close)));

        Assert.Equal(4, closed.Sum());
        await using var db = await _hall.Factory.CreateDbContextAsync();
        // Late and no sign-out on the first morning, truant in the three sessions after it.
        Assert.Equal(5, await db.Set<LedgerEntry>().CountAsync());
    }

    [Fact]
    public async Task Nothing_is_closed_before_the_halls_first_punch()
    {
        await _hall.Clerk("S105");
        _hall.At("2026-11-20 19:00:00");

        Assert.Equal(0, await Close());
    }

    [Fact]
    public async Task An_exemption_signed_after_the_close_takes_the_points_back_with_a_counter_entry()
    {
        var clerk = await _hall.Clerk("S106");
        await Punch(clerk, "2026-11-19 08:20:00", PunchAction.In);
        await Punch(clerk, "2026-11-19 11:40:00", PunchAction.Out);
        _hall.At("2026-11-20 08:00:00");
        await Close();
        Assert.Equal(["2026-11-19/pm/in K1.1b -1"], await _hall.Entries(clerk));
        var noon = new DateTime(2026, 11, 19, 12, 0, 0);
        var sign = await _hall.Exemption(noon, noon.AddHours(8), "", "停电");
        Assert.Equal(0, await _hall.Get<RecomputeStale>().Run(default));
        await sign();

        Assert.Equal(1, await _hall.Get<RecomputeStale>().Run(default));
        Assert.Equal(0, await _hall.Get<RecomputeStale>().Run(default));

        Assert.Equal(["11-19 Morning normal", "11-19 Afternoon exempt"], await _hall.Results(clerk));
        Assert.Empty(await _hall.Entries(clerk));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Contains(await db.Set<LedgerEntry>().ToListAsync(), entry => entry.Points == 1 && entry.Sentence.Contains("停电", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recomputing_a_day_again_changes_nothing()
    {
        var clerk = await _hall.Clerk("S109");
        await Punch(clerk, "2026-11-19 08:45:00", PunchAction.In);
        _hall.At("2026-11-20 08:00:00");
        await Close();
        await using var db = await _hall.Factory.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();

        var booked = await _hall.Get<RecomputeDays>().Run(db, new(2026, 11, 19), null, Actor.Hall, "再算一次", default);

        Assert.Empty(booked.Added);
        Assert.Empty(booked.Countered);
    }

    private async Task Punch(Actor actor, string at, PunchAction action)
    {
        _hall.At(at);
        Assert.True((await _hall.Press(actor, action)).Accepted);
    }

    private Task<int> Close() => _hall.Get<CloseSessions>().Run(default);
}
