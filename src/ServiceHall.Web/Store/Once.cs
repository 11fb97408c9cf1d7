using System.Collections.Concurrent;
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
    private const string Taken = "ServiceHall.Periods";

    /// <summary>The periods whose work was taken while an activity was under way. They stay here: no telemetry exports them.</summary>
    public static IReadOnlyList<string> TakenIn(Activity activity) =>
        activity.GetCustomProperty(Taken) is ConcurrentQueue<string> taken ? [.. taken] : [];

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
            Tell(name);
        return isMine;
    }

    // Statements may have spans of their own: what is told belongs to the job above them.
    private static void Tell(string name)
    {
        var activity = Activity.Current;
        while (activity is not null && activity.GetCustomProperty(Taken) is null)
            activity = activity.Parent;
        (activity?.GetCustomProperty(Taken) as ConcurrentQueue<string>)?.Enqueue(name);
    }

    /// <summary>Lets an activity note the periods that are taken below it.</summary>
    public static void NoteIn(Activity activity) => activity.SetCustomProperty(Taken, new ConcurrentQueue<string>());
}
