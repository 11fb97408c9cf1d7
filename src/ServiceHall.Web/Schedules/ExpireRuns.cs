using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>Runs of the timetable that nobody asks about any more; what they did stands in the facts.</summary>
internal sealed class ExpireRuns() : RetentionKind<TimetableRun>("runs")
{
    public override int LeastDays => RetentionLimit.HalfYear;

    protected override IQueryable<TimetableRun> Old(HallDb db, RetentionLimit limit) =>
        db.Set<TimetableRun>().Where(run => run.StartedAt < limit.Instant);
}
