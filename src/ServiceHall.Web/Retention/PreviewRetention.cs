using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Retention;

/// <summary>What tonight's run would remove, kind by kind, and what the last ones did. Nothing is removed by looking.</summary>
internal sealed class PreviewRetention(IDbContextFactory<HallDb> factory, TimeProvider clock, RetentionPlan plan)
{
    private const int MostRuns = 60;

    /// <param name="Limit">From when on it is kept; null: all of it.</param>
    /// <param name="Count">How many would go.</param>
    internal sealed record Row(RetentionPeriod Period, RetentionLimit? Limit, int Count);

    /// <summary>What went of one kind up to a day, all batches together: each has its own row, written with what it removed.</summary>
    internal sealed record Gone(string Kind, DateOnly KeptFrom, DateTimeOffset At, int Count);

    internal sealed record Found(RetentionVersion Version, IReadOnlyList<Row> Rows, IReadOnlyList<Gone> Runs);

    public async Task<Answer<Found>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "retention.preview", Right.SeeRetention, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var version = plan.Policy.On(act.Today);
        var rows = new List<Row>();
        foreach (var period in version.Periods)
        {
            var kind = plan.Kinds.FirstOrDefault(kind => kind.Code == period.Code);
            RetentionLimit? limit = kind is null ? null : await plan.Limit(act.Db, kind, cancel);
            rows.Add(new Row(period, limit, limit is null ? 0 : await kind!.Count(act.Db, limit.Value, cancel)));
        }

        var runs = await act.Db.Set<RetentionRun>().GroupBy(run => new { run.Kind, run.KeptFrom }).OrderByDescending(batches => batches.Max(run => run.Id))
            .Take(MostRuns).Select(batches => new Gone(batches.Key.Kind, batches.Key.KeptFrom, batches.Max(run => run.At), batches.Sum(run => run.Count)))
            .ToListAsync(cancel);
        return new Found(version, rows, runs);
    }
}
