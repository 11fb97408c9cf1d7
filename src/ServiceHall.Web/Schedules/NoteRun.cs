using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Schedules;

/// <summary>Notes how a run of a line ended, and tells the administrator of faults that last.</summary>
internal sealed class NoteRun(IDbContextFactory<HallDb> factory, TimeProvider clock, ILogger<NoteRun> log)
{
    /// <summary>Where people see to it.</summary>
    public const string Page = "/desk/timetable";

    /// <summary>How long is waited after each fault in a row, in seconds; after the last one the administrator is told.</summary>
    public static IReadOnlyList<int> Pauses { get; } = [60, 120, 300, 600];

    /// <summary>No retry waits longer.</summary>
    public static TimeSpan LongestPause { get; } = TimeSpan.FromSeconds(Pauses[^1]);

    /// <summary>When a run began, how long it took, and the row of whoever asked for it.</summary>
    internal sealed record Ran(DateTimeOffset Started, TimeSpan Length, long? Asked);

    /// <summary>Another run was under way, or the line was paused, when an asked-for one began.</summary>
    public async Task Skipped(long asked, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        await db.Set<TimetableRun>().Where(run => run.Id == asked && run.Outcome == RunOutcome.Running)
            .ExecuteUpdateAsync(run => run.SetProperty(row => row.Outcome, RunOutcome.Skipped).SetProperty(row => row.EndedAt, now), cancel);
    }

    /// <summary>A run came to its end.</summary>
    public async Task Done(TimetableLine line, Ran ran, int changed, string periods, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var state = await State(db, line, ran, cancel);
        if (state.AlertedAt is not null)
            await Tell(db, $"定时任务“{line.Title}”已恢复正常。", cancel);
        (state.DoneAt, state.Failures, state.RetryAt, state.AlertedAt) = (clock.GetUtcNow(), 0, null, null);
        if (changed > 0 || ran.Asked is not null)
        {
            var run = await Row(db, line, ran, RunOutcome.Done, cancel);
            (run.Changed, run.Periods) = (changed, Cut.To(periods, TimetableTables.Longest));
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A run ended in a fault.</summary>
    public async Task Failed(TimetableLine line, Ran ran, Exception fault, CancellationToken cancel)
    {
        var sentence = Cut.To(fault.GetBaseException().Message, TimetableTables.Longest);
        log.LogError(fault, "The line {Line} of the timetable failed: {Sentence}", line.Name, sentence);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var state = await State(db, line, ran, cancel);
        state.RetryAt = clock.GetUtcNow().AddSeconds(Pauses[Math.Min(state.Failures, Pauses.Count - 1)]);
        state.Failures++;
        (await Row(db, line, ran, RunOutcome.Failed, cancel)).Fault = sentence;
        if (state.Failures > Pauses.Count && state.AlertedAt is null)
        {
            state.AlertedAt = clock.GetUtcNow();
            await Tell(db, $"定时任务“{line.Title}”连续 {state.Failures} 次没有完成：{sentence}。请到“定时任务”页查看原因，排除后按“立即运行”。", cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    private static async Task<TimetableState> State(HallDb db, TimetableLine line, Ran ran, CancellationToken cancel)
    {
        var states = db.Set<TimetableState>().AsTracking().Where(state => state.Line == line.Name);
        if (await states.SingleOrDefaultAsync(cancel) is not { } state)
        {
            // Somebody may pause the line at this moment.
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO timetable_state (line, milliseconds, failures) VALUES ({line.Name}, 0, 0) ON CONFLICT DO NOTHING", cancel);
            state = await states.SingleAsync(cancel);
        }

        (state.StartedAt, state.Milliseconds) = (ran.Started, (int)ran.Length.TotalMilliseconds);
        return state;
    }

    private async Task<TimetableRun> Row(HallDb db, TimetableLine line, Ran ran, RunOutcome outcome, CancellationToken cancel)
    {
        var run = (ran.Asked is { } asked ? await db.Set<TimetableRun>().AsTracking().SingleOrDefaultAsync(row => row.Id == asked, cancel) : null)
            ?? db.Add(new TimetableRun { Line = line.Name }).Entity;
        (run.StartedAt, run.EndedAt, run.Milliseconds, run.Outcome) = (ran.Started, clock.GetUtcNow(), (int)ran.Length.TotalMilliseconds, outcome);
        return run;
    }

    private async Task Tell(HallDb db, string sentence, CancellationToken cancel)
    {
        var administrators = await db.RoleGrants.Where(grant => grant.Role == HallRole.SystemAdministrator).Select(grant => grant.StaffId).ToListAsync(cancel);
        Message.Tell(db, clock.GetUtcNow(), administrators, MessageKind.System, sentence, Page);
    }
}
