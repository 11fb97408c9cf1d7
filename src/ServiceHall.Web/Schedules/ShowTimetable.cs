using Hangfire;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>The timetable as it stands: each line with its last runs, the next one, and whether it is paused.</summary>
internal sealed class ShowTimetable(IDbContextFactory<HallDb> factory, TimeProvider clock, JobStorage jobs, HallZone zone)
{
    /// <summary>How many runs of a line are shown.</summary>
    public const int RunsShown = 8;

    /// <param name="State">Null: the line never ran.</param>
    /// <param name="Next">When it is woken next; null: no server has registered it.</param>
    /// <param name="Runs">The newest first.</param>
    internal sealed record Row(TimetableLine Line, TimetableState? State, DateTimeOffset? Next, IReadOnlyList<TimetableRun> Runs);

    /// <param name="Servers">Servers that take jobs and were heard of in the last minutes.</param>
    internal sealed record Shown(IReadOnlyList<Row> Rows, int Servers);

    public async Task<Answer<Shown>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "timetable.show", Right.SeeTimetable, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var states = await act.Db.Set<TimetableState>().AsNoTracking().Include(state => state.PausedBy).ToDictionaryAsync(state => state.Line, cancel);
        string[] names = [.. Timetable.All.Select(line => line.Name)];
        var runs = (await act.Db.Set<TimetableRun>().FromSql($"""
            SELECT run.* FROM unnest({names}) AS known(line) CROSS JOIN LATERAL
              (SELECT * FROM timetable_run WHERE timetable_run.line = known.line ORDER BY started_at DESC, id DESC LIMIT {RunsShown}) AS run
            """).AsNoTracking().Include(run => run.AskedBy).ToListAsync(cancel)).ToLookup(run => run.Line);
        var (next, servers) = Woken();
        return new Shown([.. Timetable.All.Select(line => new Row(
            line, states.GetValueOrDefault(line.Name), next.TryGetValue(line.Name, out var at) ? zone.OnHallClock(at) : null,
            [.. runs[line.Name].OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id)]))], servers);
    }

    private (Dictionary<string, DateTime> Next, int Servers) Woken()
    {
        using var connection = jobs.GetConnection();
        var next = connection.GetRecurringJobs().Where(job => job.NextExecution is not null).ToDictionary(job => job.Id, job => job.NextExecution!.Value);
        return (next, jobs.GetMonitoringApi().Servers().Select(server => server.Name.Split(':')[0]).Distinct().Count());
    }
}
