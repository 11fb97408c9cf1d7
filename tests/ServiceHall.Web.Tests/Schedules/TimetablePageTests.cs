using System.Globalization;
using System.Security.Claims;
using Bunit;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Schedules;

public sealed class TimetablePageTests(SchedulesHall hall) : IClassFixture<SchedulesHall>
{
    private const string Line = CloseSessions.SessionJob;

    [Fact]
    public async Task Section_and_leaders_see_the_timetable_in_their_words_and_a_clerk_does_not()
    {
        foreach (var person in new[] { hall.Section, hall.SectionHead, hall.Leader, hall.Administrator })
        {
            var shown = (await hall.Show.Run(person, default)).Value;
            Assert.Equal(Timetable.All, shown.Rows.Select(row => row.Line));
        }

        Assert.Equal(RefusalKind.NotAllowed, (await hall.Show.Run(hall.Clerk, default)).Refusal?.Kind);
    }

    [Fact]
    public async Task Whoever_wants_a_line_to_run_now_stands_beside_what_came_of_it()
    {
        var asked = (await hall.Ask.Run(hall.Section, RecomputeStale.Job, default)).Value;
        var job = Assert.Single(Waiting(Queues.Default), job => job.Args[2] is not null);
        Assert.Equal([RecomputeStale.Job, Queues.Default, asked], job.Args.Take(3));

        await hall.Get<RunLine>().Run(Timetable.Find(RecomputeStale.Job)!, asked, false, default);

        var run = (await Shown(RecomputeStale.Job)).Runs.Single(run => run.Id == asked);
        Assert.Equal((RunOutcome.Done, 0, "测试section"), (run.Outcome, run.Changed, run.AskedBy!.Name));
        Assert.Contains(await hall.AuditRecords(), record => record.Action == "timetable.run" && record.ActorId == hall.Section.StaffId);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Ask.Run(hall.Leader, RecomputeStale.Job, default)).Refusal?.Kind);
    }

    [Fact]
    public async Task A_paused_line_does_not_run_says_why_and_goes_on_when_it_is_resumed()
    {
        Assert.NotNull((await hall.Pause.Run(hall.SectionHead, Line, "  ", default)).Refusal);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Pause.Run(hall.Section, Line, "停电", default)).Refusal?.Kind);
        _ = (await hall.Pause.Run(hall.SectionHead, Line, "服务器迁移", default)).Value;

        Assert.Equal(LineResult.Paused, await hall.Get<RunLine>().Run(Timetable.Find(Line)!, null, false, default));
        Assert.Contains("已暂停", (await hall.Ask.Run(hall.Section, Line, default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("已由别人暂停", (await hall.Pause.Run(hall.Administrator, Line, "再次", default)).Refusal!.Text, StringComparison.Ordinal);
        var state = (await Shown(Line)).State!;
        Assert.Equal(("服务器迁移", "测试head"), (state.PauseReason, state.PausedBy!.Name));
        await using (var db = await hall.Factory.CreateDbContextAsync())
        {
            var figures = await StartFigures.Read([new TimetableFigures()], db, default);
            Assert.Contains(figures.Single().Figures, figure => figure is { Number: "1", Text: "项定时任务已暂停", Waits: true });
        }

        _ = (await hall.Pause.Run(hall.Administrator, Line, null, default)).Value;
        Assert.Equal(LineResult.Done, await hall.Get<RunLine>().Run(Timetable.Find(Line)!, null, false, default));
    }

    [Fact]
    public async Task Each_start_makes_the_recurring_jobs_of_the_timetable_and_removes_those_that_left_it()
    {
        hall.Recurring.AddOrUpdate("left", TimetableJob.For(Timetable.All[0]), "0 0 1 1 *");
        using var registering = new RegisterTimetable(hall.Recurring, hall.Jobs, hall.Zone, hall.Clock, NullLogger<RegisterTimetable>.Instance);
        registering.Look();

        using var connection = hall.Jobs.GetConnection();
        var jobs = connection.GetRecurringJobs();
        Assert.Equal(Timetable.All.Select(line => line.Name).Order(), jobs.Select(job => job.Id).Order());
        Assert.All(jobs, job => Assert.NotNull(job.NextExecution));
        // Half past two in the hall is half past six of the evening before in UTC.
        Assert.Equal(new TimeOnly(18, 30), TimeOnly.FromDateTime(jobs.Single(job => job.Id == "retention").NextExecution!.Value));
        Assert.Equal(2, (await Shown("retention")).Next!.Value.ToOffset(TimeSpan.FromHours(8)).Hour);
        // What is to be caught up waits already.
        Assert.Equal(
            Timetable.All.Where(line => line is { OnStart: true, Queue: Queues.Close }).Select(line => line.Name).Order(),
            Waiting(Queues.Close).Select(job => (string)job.Args[0]).Distinct().Order());
    }

    [Fact]
    public void A_line_that_somebody_removed_comes_back_and_a_clock_that_is_set_back_begins_the_timetable_anew()
    {
        using var registering = new RegisterTimetable(hall.Recurring, hall.Jobs, hall.Zone, hall.Clock, NullLogger<RegisterTimetable>.Instance);
        registering.Look();
        hall.Recurring.RemoveIfExists(Line);
        registering.Look();
        Assert.Equal("15 * * * * *", Cron());

        hall.Recurring.AddOrUpdate(Line, TimetableJob.For(Timetable.All[0]), "0 0 1 1 *");
        registering.Look();
        Assert.Equal("0 0 1 1 *", Cron());
        hall.Clock.AdjustTime(hall.Clock.GetUtcNow().AddMinutes(-3));
        registering.Look();
        Assert.Equal("15 * * * * *", Cron());

        string Cron()
        {
            using var connection = hall.Jobs.GetConnection();
            return connection.GetRecurringJobs().Single(job => job.Id == Line).Cron;
        }
    }

    [Fact]
    public void On_a_clock_that_is_ahead_the_times_are_those_of_the_halls_clock()
    {
        foreach (var civil in new[] { new DateTime(2026, 11, 20, 8, 25, 0), new DateTime(2031, 2, 1, 23, 59, 0), new DateTime(2020, 7, 7, 0, 1, 0) })
        {
            var clock = HallClock.ShowingNow(civil);
            var zone = new HallZone(clock);

            var shown = TimeZoneInfo.ConvertTimeFromUtc(TimeProvider.System.GetUtcNow().UtcDateTime, zone.Zone).TimeOfDay;

            var apart = (shown - clock.GetLocalNow().TimeOfDay).Duration();
            Assert.InRange(Math.Min(apart.TotalMinutes, 1440 - apart.TotalMinutes), 0, 1.1);
        }
    }

    [Fact]
    public async Task The_page_pauses_with_a_reason_and_offers_a_leader_nothing_to_press()
    {
        await using var desk = Desk(hall.SectionHead, HallRole.SectionHead);
        var page = desk.Render<TimetablePage>();
        page.WaitForAssertion(() => Assert.Contains("关闭半天", page.Markup, StringComparison.Ordinal));

        await page.Find("[aria-label=暂停按期清理]").ClickAsync(new());
        await page.Find("form input").InputAsync("照片核对");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("照片核对", page.Find("table").TextContent, StringComparison.Ordinal));
        await using var other = Desk(hall.Leader, HallRole.HallLeader);
        var read = other.Render<TimetablePage>();
        read.WaitForAssertion(() => Assert.Contains("照片核对", read.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("立即运行</button>", read.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("暂停</button>", read.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_could_not_be_handed_on_does_not_keep_the_next_from_being_asked_for()
    {
        var broken = new AskForRun(hall.Factory, hall.Clock, new NowhereToWait(), hall.Note);
        await Assert.ThrowsAsync<BackgroundJobClientException>(() => broken.Run(hall.Section, CloseMonths.Job, default));

        Assert.True((await hall.Ask.Run(hall.Section, CloseMonths.Job, default)).Value > 0);
    }

    private sealed class NowhereToWait : IBackgroundJobClient
    {
        public string Create(Job job, IState state) =>
            throw new BackgroundJobClientException("The jobs' tables are away.", new TimeoutException());

        public bool ChangeState(string jobId, IState state, string expectedState) => false;
    }

    private BunitContext Desk(Actor actor, HallRole role)
    {
        var desk = new BunitContext();
        desk.Services.AddSingleton<TimeProvider>(hall.Clock).AddSingleton(hall.Show).AddSingleton(hall.Ask).AddSingleton(hall.Pause)
            .AddSingleton(hall.Get<ClockWatch>()).AddSingleton(hall.Get<ConfirmClock>());
        desk.AddAuthorization().SetAuthorized("somebody").SetRoles(role.ToString())
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }

    private async Task<ShowTimetable.Row> Shown(string line) => (await hall.Show.Run(hall.Section, default)).Value.Rows.Single(row => row.Line.Name == line);

    private List<Job> Waiting(string queue) =>
        [.. hall.Jobs.GetMonitoringApi().EnqueuedJobs(queue, 0, 100).Select(job => job.Value.Job).Where(job => job is not null)];
}
