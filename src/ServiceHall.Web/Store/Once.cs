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
    /// <summary>
    /// Takes the period's work for the open transaction. Another server that tries meanwhile waits, and then finds it
    /// done; where the transaction fails nobody has done it.
    /// </summary>
    /// <returns>False: it is done already.</returns>
    public static async Task<bool> Take(HallDb db, string job, string name, DateTimeOffset now, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"INSERT INTO period (job, name, at) VALUES ({job}, {name}, {now}) ON CONFLICT DO NOTHING", cancel) == 1;
}
