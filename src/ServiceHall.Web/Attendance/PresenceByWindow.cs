using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Who is at the windows now, counted: no names, no reasons.</summary>
internal sealed class PresenceByWindow(TimeProvider clock, HallGate gates, JudgeDays judge)
{
    /// <param name="Expected">People who owe the running session.</param>
    /// <param name="Present">Of these, who signed in and has not signed out.</param>
    internal sealed record WindowCount(int WindowId, int Expected, int Present);

    /// <param name="Running">The session that runs now; null: the hall is not at work.</param>
    /// <param name="Next">The session that comes next within a month; null while one runs.</param>
    internal sealed record Counted(Session? Running, Session? Next, IReadOnlyList<WindowCount> Windows);

    // No official holiday is longer.
    private const int Furthest = 30;

    public async Task<Counted> Read(HallDb db, CancellationToken cancel)
    {
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        var now = LocalMinute.Of(clock.GetLocalNow().DateTime);
        var running = timetable.On(now.Day).FirstOrDefault(session => session.Hours.Start <= now && now < session.Hours.End);
        if (running is null)
        {
            var next = new Rules.Calendar.Period(now.Day, now.Day.AddDays(Furthest)).Days.SelectMany(timetable.On)
                .FirstOrDefault(session => session.Hours.Start > now);
            return new Counted(null, next, []);
        }

        var judged = await judge.Run(db, now.Day, null, cancel);
        return new Counted(running, null,
        [
            .. judged.Where(session => session.Result.Session.Part == running.Part && session.Result.Required is not null)
                .GroupBy(session => session.WindowId)
                .Select(window => new WindowCount(window.Key, window.Count(), window.Count(session => session.Result.Kept is { SignIn: not null, SignOut: null }))),
        ]);
    }
}
