using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>One line of the hall's timetable (定时任务).</summary>
/// <param name="Name">What stored runs know it by; also the name of its recurring job.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Does">What it is for, in a sentence.</param>
/// <param name="Cron">When it is woken, with seconds, on the hall's clock.</param>
/// <param name="When">The same in words.</param>
internal sealed record TimetableLine(string Name, string Title, string Does, string Cron, string When)
{
    /// <summary>Where it waits for a worker: <see cref="Queues"/>.</summary>
    public string Queue { get; init; } = Queues.Default;

    /// <summary>For which period a row is written, so that it is done exactly once; empty: it can be done at any time and again.</summary>
    public string Period { get; init; } = "";

    /// <summary>What a run that changed something has changed, such as <c>个半天</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>What a run that somebody asked for and that changed nothing is said to have done.</summary>
    public string Nothing { get; init; } = "没有事可做";

    /// <summary>Whether it is also woken when the hall opens, to catch up what was missed.</summary>
    public bool OnStart { get; init; }

    /// <summary>The use case that it calls; the result is how much was changed. Exactly once is the use case's own affair.</summary>
    public required Func<IServiceProvider, CancellationToken, Task<int>> Calls { get; init; }
}
