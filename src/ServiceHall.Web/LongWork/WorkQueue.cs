using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>What Hangfire calls: a work by its id, and nothing else. It may call it twice, or late; neither does harm.</summary>
/// <remarks>Only an interruption of the database comes out of <see cref="RunWork"/>: it is waited for and the work goes on.</remarks>
[AutomaticRetry(Attempts = 6, DelaysInSeconds = [2, 5, 15, 60, 120, 300], LogEvents = false, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
internal sealed class WorkJob(RunWork run)
{
    [Queue(Queues.Long)]
    public Task Run(int id, PerformContext? context, CancellationToken stop) => run.Run(id, stop);

    /// <summary>The call for a work.</summary>
    public static Job For(int id) => Job.FromExpression<WorkJob>(job => job.Run(id, null, CancellationToken.None));
}

/// <summary>Where works wait for a server.</summary>
internal sealed class WorkQueue(IBackgroundJobClient jobs, JobStorage storage)
{
    /// <summary>Hands a work over.</summary>
    /// <returns>The job that it waits in.</returns>
    public string Add(int id) => jobs.Create(WorkJob.For(id), new EnqueuedState(Queues.Long));

    /// <summary>Whether a job waits for a server, or for its time.</summary>
    public bool Waits(string job)
    {
        using var connection = storage.GetConnection();
        return connection.GetStateData(job)?.Name is { } state
            && (state == EnqueuedState.StateName || state == ScheduledState.StateName || state == AwaitingState.StateName);
    }
}
