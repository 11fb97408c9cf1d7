using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Whether somebody came to work in the time of leave that nobody has approved yet: a sign-in ends only leave that is approved,
/// and approved afterwards it makes leave of what was worked. So those who ask and those who sign are told.
/// </summary>
internal sealed class WorkedInLeave
{
    private readonly ILookup<int, Arrival> _arrivals;
    private readonly TimeProvider _clock;
    private readonly Timetable _timetable;

    private WorkedInLeave(IEnumerable<Arrival> arrivals, TimeProvider clock, Timetable timetable) =>
        (_arrivals, _clock, _timetable) = (arrivals.ToLookup(arrival => arrival.StaffId), clock, timetable);

    /// <param name="times">Whose leave, and when. What lies ahead needs no look at any punch.</param>
    public static async Task<WorkedInLeave> Read(
        HallDb db, ISeeArrivals arrivals, TimeProvider clock, Timetable timetable, IEnumerable<(int StaffId, Interval Time)> times, CancellationToken cancel)
    {
        var today = clock.Today();
        var begun = times.Where(one => one.Time.Start.Day <= today).ToList();
        return new(
            begun.Count == 0 ? [] : await arrivals.Read(db, [.. begun.Select(one => one.StaffId).Distinct()], begun.Min(one => one.Time.Start.Day), today, cancel),
            clock, timetable);
    }

    /// <summary>The sign-in that speaks against somebody's leave, the first one, in words; null: none.</summary>
    public string? Of(int staffId, Interval time) => _arrivals[staffId].FirstOrDefault(one => IsIn(one, time)) is { } first ? _clock.Moment(first.At) : null;

    // Whoever signs in and leaves by the hour later on has worked before that leave, not in it.
    private bool IsIn(Arrival arrival, Interval time)
    {
        var at = LocalMinute.Of(_clock.Civil(arrival.At));
        return at < time.End && _timetable.Find(arrival.Day, arrival.Part) is { } session && session.Hours.Overlaps(time)
            && (session.Hours.Start >= time.Start || at > time.Start);
    }
}
