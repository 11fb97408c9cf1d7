using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests.Attendance;
using Exemption = ServiceHall.Web.Calendar.Exemption;
using Posting = ServiceHall.Web.People.Posting;
using SessionResult = ServiceHall.Web.Attendance.SessionResult;
using Site = ServiceHall.Web.People.Site;
using Unit = ServiceHall.Web.People.Unit;
using Window = ServiceHall.Web.People.Window;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class RecomputeTests : IAsyncLifetime
{
    // Each test has a hall of its own: a close is about everybody.
    private readonly PunchingHall _hall = new();
    private Actor _section = null!, _head = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_section, _head) = (await _hall.Person("R-section", HallRole.Section), await _hall.Person("R-head", HallRole.SectionHead));
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_power_cut_declared_late_removes_the_mornings_lateness_for_one_site_and_everybody_concerned_is_told()
    {
        var (here, punctual, there) = (await _hall.Clerk("R100"), await _hall.Clerk("R101"), await InBranch("R102"));
        await Morning((here, "2026-11-19 08:52:00"), (punctual, "2026-11-19 08:20:00"), (there, "2026-11-19 08:52:00"));
        Assert.Equal(["2026-11-19/am/in K1.1a -1"], await Of(here, "/am/"));

        await Declare(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 9, 0, 0), "主厅停电", "HALL");
        Assert.Equal(1, await Recompute());

        Assert.Empty(await Of(here, "/am/"));
        Assert.Equal(["2026-11-19/am/in K1.1a -1"], await Of(there, "/am/"));
        Assert.Equal("11-19 Morning normal", (await _hall.Results(here))[0]);
        Assert.Equal("11-19 Morning late", (await _hall.Results(there))[0]);
        var told = Assert.Single(await Recomputed(here));
        Assert.Equal("考勤已重新计算：11 月 19 日上午 迟到→正常；冲销 11 月 19 日 K1.1a -1 分。原因：免考勤：主厅停电。", told);
        Assert.Empty(await Messages(there));
        // A punctual person's required start moved, and nothing that anybody would see of it but the exemption itself.
        Assert.Equal(["11 月 19 日 08:00 至 11 月 19 日 09:00 免考勤：主厅停电。这段时间不用在岗打卡。"], await Messages(punctual));
        Assert.Equal(0, await Recompute());
    }

    [Fact]
    public async Task What_the_first_version_did_not_live_to_apply_is_applied_once_when_this_one_starts()
    {
        var clerk = await _hall.Clerk("R104");
        await Morning((clerk, "2026-11-19 08:52:00"));
        await Declare(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 9, 0, 0), "主厅停电", "HALL");
        // It had no stale days.
        await _hall.Sql($"DELETE FROM stale_day");
        Assert.Equal(0, await Recompute());

        await Start();
        Assert.Equal(1, await Recompute());
        await Start();

        Assert.Equal(0, await Recompute());
        Assert.Empty(await Of(clerk, "/am/"));

        Task Start() => new UnappliedDecisions(_hall.Factory, _hall.Clock).StartingAsync(default);
    }

    [Fact]
    public async Task Withdrawn_again_the_lateness_is_back_with_its_reason()
    {
        var clerk = await _hall.Clerk("R103");
        await Morning((clerk, "2026-11-19 08:52:00"));
        var id = await Declare(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 9, 0, 0), "停电", "HALL");
        await Recompute();

        Assert.Null((await _hall.Get<Countersign>().Withdraw<Exemption>(_head, id, "查明没有停电", default)).Refusal);
        await Recompute();

        Assert.Equal(["2026-11-19/am/in K1.1a -1"], await Of(clerk, "/am/"));
        Assert.Contains(await Messages(clerk), text => text.Contains("记 11 月 19 日 K1.1a -1 分。原因：撤销免考勤：查明没有停电", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_causes_of_one_day_are_one_recomputing_and_one_message_for_each_person()
    {
        var (one, other) = (await _hall.Clerk("R104"), await _hall.Clerk("R105"));
        await Morning((one, "2026-11-19 08:52:00"), (other, "2026-11-19 08:52:00"));
        await Declare(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 8, 40, 0), "停电", "HALL");
        await Declare(new(2026, 11, 19, 8, 40, 0), new(2026, 11, 19, 9, 0, 0), "停网", "", "R104");

        Assert.Equal(1, await Recompute());

        Assert.Contains("原因：免考勤：停电；免考勤。", Assert.Single(await Recomputed(one)), StringComparison.Ordinal);
        Assert.DoesNotContain("停网", string.Join("", await Messages(other)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_closed_yet_is_left_to_its_close()
    {
        var clerk = await _hall.Clerk("R106");
        _hall.At("2026-11-19 08:52:00");
        await _hall.Press(clerk, PunchAction.In);
        await Declare(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 9, 0, 0), "停电", "HALL");

        Assert.Equal(0, await Recompute());
        _hall.At("2026-11-19 12:31:00");
        await _hall.Get<CloseSessions>().Run(default);

        Assert.Equal(["11-19 Morning no_out"], await _hall.Results(clerk));
        Assert.Empty(await Recomputed(clerk));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Empty(await db.Set<StaleDay>().ToListAsync());
    }

    [Fact]
    public async Task Unchanged_results_keep_the_time_at_which_they_were_computed()
    {
        var clerk = await _hall.Clerk("R107");
        await Morning((clerk, "2026-11-19 08:52:00"));
        _hall.At("2026-11-19 18:31:00");
        await _hall.Get<CloseSessions>().Run(default);
        var before = await ComputedAt(clerk);
        _hall.At("2026-11-20 10:00:00");
        await Stale(null, new(2026, 11, 19), new(2026, 11, 19));

        Assert.Equal(1, await Recompute());

        Assert.Equal(before, await ComputedAt(clerk));
        Assert.Empty(await Messages(clerk));
    }

    [Fact]
    public async Task A_stretch_of_days_is_done_by_several_servers_at_once_exactly_once()
    {
        var clerk = await _hall.Clerk("R108");
        await Morning((clerk, "2026-11-19 08:52:00"));
        _hall.At("2026-11-27 19:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        await Stale(clerk.StaffId, new(2026, 11, 1), new(2026, 11, 27));
        await Stale(null, new(2026, 11, 23), new(2026, 11, 24));

        var days = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(Recompute)));

        Assert.Equal(7, days.Sum());
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Empty(await db.Set<StaleDay>().ToListAsync());
    }

    [Fact]
    public async Task A_commit_that_makes_days_stale_wakes_the_recomputing()
    {
        var clerk = await _hall.Clerk("R110");
        await Morning((clerk, "2026-11-19 08:52:00"));
        using var watch = new StaleDayWatch(_hall.Get<Commits>(), _hall.Get<RunLine>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<StaleDayWatch>.Instance);
        var recomputed = new TaskCompletionSource();
        _hall.Get<Commits>().Watch(changed =>
        {
            if (changed.Contains(typeof(LedgerEntry)))
                recomputed.TrySetResult();
        });
        await watch.StartAsync(default);

        await Declare(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 9, 0, 0), "停电", "HALL");
        await recomputed.Task.WaitAsync(Patience.Long);
        await watch.StopAsync(default);

        Assert.Empty(await Of(clerk, "/am/"));
    }

    [Fact]
    public async Task A_window_that_loses_its_full_month_is_told_to_its_leader()
    {
        // The hall begins with the month, at another window.
        var other = await InBranch("R113", new(2026, 9, 1));
        _hall.At("2026-09-01 08:20:00");
        Assert.True((await _hall.Press(other, PunchAction.In)).Accepted);
        await _hall.Clerk("R111", new(2026, 9, 30));
        var leader = await LeaderOf("W-fenced", "R112");
        var id = await Declare(new(2026, 9, 30, 8, 0, 0), new(2026, 9, 30, 19, 0, 0), "培训", "", "R111");
        _hall.At("2026-10-01 08:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        await _hall.Get<CloseMonths>().Run(default);
        Assert.Contains(await Messages(leader), text => text.Contains("2026 年 9 月全员满勤，记 J8 +5 分", StringComparison.Ordinal));

        _hall.At("2026-10-01 09:00:00");
        Assert.Null((await _hall.Get<Countersign>().Withdraw<Exemption>(_head, id, "没有参加", default)).Refusal);
        await Recompute();
        await _hall.Get<CloseMonths>().Run(default);

        Assert.Contains(await Messages(leader), text => text.Contains("全员满勤不再成立，J8 的 +5 分已冲销", StringComparison.Ordinal));
    }

    private async Task<List<string>> Recomputed(Actor actor) => (await Messages(actor)).FindAll(text => text.StartsWith("考勤已重新计算", StringComparison.Ordinal));

    [Fact]
    public async Task A_sign_out_that_reaches_the_database_after_the_close_counts_all_the_same()
    {
        var clerk = await _hall.Clerk("R190");
        _hall.At("2026-11-19 08:20:00");
        Assert.True((await _hall.Press(clerk, PunchAction.In)).Accepted);
        _hall.At("2026-11-19 12:31:20");
        await _hall.Get<CloseSessions>().Run(default);
        Assert.NotEmpty(await Of(clerk, "/am/"));

        // Pressed in the last minute, and held up on its way.
        var press = new ClockIn.Request(PunchAction.Out, Guid.NewGuid(), PunchingHall.Inside, TimeSpan.FromSeconds(1), "test");
        Assert.Equal(1, await _hall.Get<ClockInMany>().Run([new(clerk, press, _hall.Clock.GetUtcNow().AddSeconds(-30))], default));

        Assert.Equal(1, await Recompute());
        Assert.Empty(await Of(clerk, "/am/"));
        Assert.Equal("11-19 Morning normal", (await _hall.Results(clerk))[0]);
    }

    [Fact]
    public async Task A_sign_out_that_is_written_while_the_session_may_be_closing_makes_the_day_be_looked_at_again()
    {
        var clerk = await _hall.Clerk("R191");
        _hall.At("2026-11-19 08:20:00");
        Assert.True((await _hall.Press(clerk, PunchAction.In)).Accepted);
        _hall.At("2026-11-19 12:30:50");
        var gate = await _hall.Get<HallGate>().Current(default);
        var press = new ClockIn.Request(PunchAction.Out, Guid.NewGuid(), PunchingHall.Inside, TimeSpan.FromSeconds(1), "test");
        var (punch, _) = _hall.Get<JudgePress>().Run(gate, clerk, press, _hall.Clock.GetUtcNow());

        // Another server's close has read, and has not written yet.
        _hall.At("2026-11-19 12:31:20");
        Assert.NotNull(await _hall.Get<PunchLog>().TryWrite(punch, PunchingHall.Inside, gate.Version, null, default));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal(clerk.StaffId, (await db.Set<StaleDay>().SingleAsync()).StaffId);
    }

    private async Task Morning(params (Actor Clerk, string SignIn)[] signIns)
    {
        foreach (var (clerk, at) in signIns)
        {
            _hall.At(at);
            Assert.True((await _hall.Press(clerk, PunchAction.In)).Accepted);
        }

        _hall.At("2026-11-19 11:35:00");
        foreach (var (clerk, _) in signIns)
            Assert.True((await _hall.Press(clerk, PunchAction.Out)).Accepted);
        _hall.At("2026-11-19 12:31:00");
        await _hall.Get<CloseSessions>().Run(default);
    }

    private Task<int> Recompute() => _hall.Get<RecomputeStale>().Run(default);

    private async Task<int> Declare(DateTime from, DateTime to, string reason, string site, string staff = "")
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        int? siteId = site.Length == 0 ? null : (await db.Sites.SingleAsync(one => one.Code == site)).Id;
        Assert.Null((await _hall.Get<Propose>().Run(_section, new Propose.Time(from, to, siteId, staff, reason), default)).Refusal);
        var id = (await db.Set<Exemption>().SingleAsync(row => row.Reason == reason)).Id;
        Assert.Null((await _hall.Get<Countersign>().Sign<Exemption>(_head, id, default)).Refusal);
        return id;
    }

    private async Task<Actor> InBranch(string number, DateOnly? from = null)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var site = new Site { Code = "BRANCH", Name = "分厅", Latitude = PunchingHall.Latitude, Longitude = PunchingHall.Longitude, RadiusMetres = 150 };
        var window = new Window { Code = "W-branch", Name = "分厅窗口", Unit = new Unit { Name = "分厅局" }, Site = site };
        db.Add(window);
        await db.SaveChangesAsync();
        return await _hall.Posted(number, window, from: from ?? new(2026, 11, 1));
    }

    private async Task<Actor> LeaderOf(string window, string number)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var leader = await _hall.Person(number);
        db.Add(new Posting { StaffId = leader.StaffId, WindowId = (await db.Windows.SingleAsync(one => one.Code == window)).Id, Role = PostRole.Leader, From = new(2026, 10, 1) });
        await db.SaveChangesAsync();
        return leader;
    }

    private async Task Stale(int? staffId, DateOnly first, DateOnly last)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        db.Add(new StaleDay { StaffId = staffId, First = first, Last = last, Cause = "再算一次", At = _hall.Clock.GetUtcNow() });
        await db.SaveChangesAsync();
    }

    private async Task<List<DateTimeOffset>> ComputedAt(Actor clerk)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<SessionResult>().Where(result => result.StaffId == clerk.StaffId).OrderBy(result => result.Part).Select(result => result.ComputedAt).ToListAsync();
    }

    private async Task<List<string>> Of(Actor clerk, string part) => [.. (await _hall.Entries(clerk)).Where(entry => entry.Contains(part, StringComparison.Ordinal))];

    private async Task<List<string>> Messages(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == actor.StaffId).OrderBy(message => message.Id).Select(message => message.Text).ToListAsync();
    }
}
