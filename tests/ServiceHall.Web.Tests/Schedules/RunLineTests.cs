using System.Reflection;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Schedules;

public sealed class RunLineTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task A_run_that_changed_something_is_kept_with_its_periods_and_one_that_found_nothing_is_not()
    {
        var changes = 2;
        var line = Line("kept", async (_, stop) =>
        {
            await using var db = await hall.Factory.CreateDbContextAsync(stop);
            if (changes > 0)
                await Once.Take(db, "kept", "2026-11-19/am", hall.Clock.GetUtcNow(), stop);
            // What is told to the run is not said by its span: spans with words of ours are withheld from telemetry.
            Assert.Empty(System.Diagnostics.Activity.Current!.Events);
            return changes;
        });

        Assert.Equal(LineResult.Done, await Run(line));
        changes = 0;
        Assert.Equal(LineResult.Done, await Run(line));

        var run = Assert.Single(await Runs("kept"));
        Assert.Equal((2, "2026-11-19/am", RunOutcome.Done), (run.Changed, run.Periods, run.Outcome));
        Assert.Equal("2026-11-19 上午", PeriodWords.Of(run.Periods));
        Assert.NotNull((await State("kept")).DoneAt);
    }

    [Fact]
    public async Task A_line_that_runs_is_not_run_a_second_time_beside_itself()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var line = Line("alone", async (_, _) =>
        {
            begun.TrySetResult();
            await go.Task;
            return 0;
        });
        var first = Run(line);
        await begun.Task.WaitAsync(Patience.Long);

        Assert.Equal(LineResult.Busy, await Run(line));

        go.SetResult();
        Assert.Equal(LineResult.Done, await first.WaitAsync(Patience.Long));
        Assert.Equal(LineResult.Done, await Run(line));
    }

    [Fact]
    public async Task After_each_fault_it_waits_longer_then_the_administrator_is_told_once_and_again_when_it_works()
    {
        var administrator = await hall.Person("S1", HallRole.SystemAdministrator);
        var fails = true;
        var line = Line("fails", (_, _) => fails ? throw new InvalidOperationException("磁盘已满") : Task.FromResult(0));
        var pauses = new List<double>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => Run(line, isRetry: true));
            pauses.Add(((await State("fails")).RetryAt!.Value - hall.Clock.GetUtcNow()).TotalSeconds);
            // The timetable's own wakes leave the fault alone until the retry is due.
            Assert.Equal(LineResult.WaitsForRetry, await Run(line));
            Assert.Equal(attempt < 4 ? 0 : 1, (await Told(administrator)).Count);
        }

        Assert.Equal([60, 120, 300, 600, 600, 600], pauses);
        var alert = Assert.Single(await Told(administrator));
        Assert.Equal((MessageKind.System, NoteRun.Page), (alert.Kind, alert.Address));
        Assert.Contains("连续 5 次没有完成：磁盘已满", alert.Text, StringComparison.Ordinal);
        Assert.Equal(6, (await Runs("fails")).Count(run => run is { Outcome: RunOutcome.Failed, Fault: "磁盘已满" }));

        fails = false;
        Assert.Equal(LineResult.Done, await Run(line, isRetry: true));

        Assert.Equal(0, (await State("fails")).Failures);
        Assert.Contains("已恢复正常", (await Told(administrator))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_after_a_fault_does_not_make_the_line_wait_for_days()
    {
        var line = Line("set-back", (_, _) => Task.FromResult(0));
        await hall.Sql($"INSERT INTO timetable_state (line, milliseconds, failures, retry_at) VALUES ('set-back', 0, 1, {hall.Clock.GetUtcNow().AddDays(2)})");

        Assert.Equal(LineResult.Done, await Run(line));
    }

    [Fact]
    public async Task A_server_that_stops_gives_its_run_back_and_no_fault_is_noted()
    {
        using var stop = new CancellationTokenSource();
        var line = Line("stopped", async (_, stopping) =>
        {
            await stop.CancelAsync();
            stopping.ThrowIfCancellationRequested();
            return 0;
        });

        await Assert.ThrowsAsync<OperationCanceledException>(() => hall.Get<RunLine>().Run(line, null, false, stop.Token));

        Assert.Empty(await Runs("stopped"));
    }

    [Fact]
    public void Every_line_has_a_name_of_its_own_a_queue_with_workers_and_words()
    {
        Assert.Equal(Timetable.All.Count, Timetable.All.Select(line => line.Name).Distinct().Count());
        Assert.All(Timetable.All, line => Assert.Contains(line.Queue, Queues.All.Select(queue => queue.Name)));
        Assert.All(Timetable.All, line => Assert.DoesNotContain("", new[] { line.Title, line.Does, line.When, line.Unit }));
        // Closing never waits for what takes long: it has other workers.
        Assert.All(Timetable.All.Where(line => line.Name.StartsWith("close-", StringComparison.Ordinal)), line => Assert.Equal(Queues.Close, line.Queue));
        Assert.DoesNotContain(Timetable.All, line => line.Name == "recompute" && line.Queue == Queues.Close);
    }

    [Fact]
    public void Hangfire_retries_after_the_same_pauses()
    {
        var retry = typeof(TimetableJob).GetCustomAttribute<AutomaticRetryAttribute>()!;

        // What lasts is told and kept by the hall itself; a job that failed for good would stay in the scheduler's tables.
        Assert.Equal(AttemptsExceededAction.Delete, retry.OnAttemptsExceeded);
        Assert.Equal(NoteRun.Pauses, retry.DelaysInSeconds);
        Assert.Equal(NoteRun.Pauses.Count, retry.Attempts);
    }

    [Fact]
    public async Task The_application_uses_the_schedulers_tables_and_cannot_change_them()
    {
        await using var application = NpgsqlDataSource.Create(hall.Connections.Application);
        foreach (var sql in new[] { "CREATE TABLE hangfire.more (id int)", "ALTER TABLE hangfire.job ADD more int", "DROP TABLE hangfire.job", "TRUNCATE hangfire.job" })
        {
            await using var command = application.CreateCommand(sql);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }

        await using var quartz = application.CreateCommand("SELECT count(*) FROM pg_namespace WHERE nspname = 'quartz'");
        Assert.Equal(0L, await quartz.ExecuteScalarAsync());
    }

    private static TimetableLine Line(string name, Func<IServiceProvider, CancellationToken, Task<int>> calls) =>
        new(name, name, "测试", "0 * * * * *", "每分钟") { Unit = "次", Calls = calls };

    private Task<LineResult> Run(TimetableLine line, bool isRetry = false) => hall.Get<RunLine>().Run(line, null, isRetry, default);

    private async Task<TimetableState> State(string line)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<TimetableState>().AsNoTracking().SingleAsync(state => state.Line == line);
    }

    private async Task<List<TimetableRun>> Runs(string line)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<TimetableRun>().AsNoTracking().Where(run => run.Line == line).OrderBy(run => run.Id).ToListAsync();
    }

    private async Task<List<Message>> Told(Actor person)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().AsNoTracking().Where(message => message.StaffId == person.StaffId).OrderBy(message => message.Id).ToListAsync();
    }
}
