using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace ServiceHall.Web.Schedules;

/// <summary>
/// What Hangfire calls: a line of the timetable by its name. Arguments name nobody. Hangfire may call it twice for one wake, or
/// late; neither does harm (<see cref="RunLine"/>).
/// </summary>
/// <remarks>A fault is kept in <c>timetable_run</c>, so its job goes after the last retry. The pauses are those of <see cref="NoteRun.Pauses"/>: an attribute takes constants only, and a test holds them equal.</remarks>
[AutomaticRetry(Attempts = 4, DelaysInSeconds = [60, 120, 300, 600], LogEvents = false, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
[RowsExpire]
internal sealed class TimetableJob(RunLine run)
{
    /// <param name="line">The line; one that this version has no longer does nothing.</param>
    /// <param name="queue">The queue that it waits in.</param>
    /// <param name="asked">The row of whoever asked for the run; null: the timetable wakes it.</param>
    [Queue("{1}")]
    public async Task Run(string line, string queue, long? asked, PerformContext? context, CancellationToken stop)
    {
        if (Timetable.Find(line) is { } found)
            await run.Run(found, asked, isRetry: context?.GetJobParameter<int>("RetryCount") > 0, stop);
    }

    /// <summary>The call for a line.</summary>
    public static Job For(TimetableLine line, long? asked = null) =>
        Job.FromExpression<TimetableJob>(job => job.Run(line.Name, line.Queue, asked, null, CancellationToken.None));
}

/// <summary>Rows of jobs that ended are deleted within the hour: a job of each minute would fill the tables. What runs did is kept elsewhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RowsExpireAttribute : JobFilterAttribute, IApplyStateFilter
{
    /// <summary>With <see cref="HangfireSetup.ExpirySeconds"/> between two clean-ups it stays within the hour.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromMinutes(45);

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) => context.JobExpirationTimeout = KeptFor;

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        // Nothing was kept for the state that is left.
    }
}
