using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace ServiceHall.Web.Tests.LongWork;

/// <summary>Keeps what is handed to the scheduler; nobody takes it.</summary>
internal sealed class RecordedJobs : IBackgroundJobClient
{
    private readonly List<(Job Job, string Queue)> _jobs = [];

    public IReadOnlyList<(Job Job, string Queue)> All => _jobs;

    public string Create(Job job, IState state)
    {
        lock (_jobs)
        {
            _jobs.Add((job, ((EnqueuedState)state).Queue));
            return $"{_jobs.Count}";
        }
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();

    /// <summary>The storage behind it, in which no job is found.</summary>
    internal sealed class Storage : JobStorage
    {
        public override IMonitoringApi GetMonitoringApi() => throw new NotSupportedException();

        public override IStorageConnection GetConnection() => throw new NotSupportedException();
    }
}
