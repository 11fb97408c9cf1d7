using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace ServiceHall.Web.Store;

/// <summary>A period's work that is done. It is written in the transaction of the work.</summary>
internal sealed class Period
{
    /// <summary>Which work, such as <c>close-session</c>.</summary>
    public required string Job { get; init; }

    /// <summary>For what, such as <c>2026-11-19/am</c>.</summary>
    public required string Name { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>Does the work of a period exactly once, however many servers try and however often one is killed.</summary>
internal static class Once
{
    /// <summary>What the activity under way is told when a period's work is taken, for those who note what a run did.</summary>
    public const string Event = "period";

    /// <summary>The tag of <see cref="Event"/> that names the period.</summary>
    public const string EventPeriod = "name";

    /// <summary>
    /// Takes the period's work for the open transaction. Another server that tries meanwhile waits, and then finds it
    /// done; where the transaction fails nobody has done it.
    /// </summary>
    /// <returns>False: it is done already.</returns>
    public static async Task<bool> Take(HallDb db, string job, string name, DateTimeOffset now, CancellationToken cancel)
    {
        var isMine = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO period (job, name, at) VALUES ({job}, {name}, {now}) ON CONFLICT DO NOTHING", cancel) == 1;
        if (isMine)
            Activity.Current?.AddEvent(new ActivityEvent(Event, tags: new() { [EventPeriod] = name }));
        return isMine;
    }
}
