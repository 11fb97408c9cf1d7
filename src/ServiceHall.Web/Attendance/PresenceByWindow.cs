using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Who is at the windows now, counted: no names, no reasons.</summary>
internal sealed class PresenceByWindow(ReadPresence presence)
{
    /// <param name="Expected">People who owe presence now: those on leave are not among them.</param>
    /// <param name="Present">Of these, who signed in, has not signed out, and has not stepped away.</param>
    /// <param name="Away">Of these, who has stepped away.</param>
    /// <param name="BackAt">When the next of those is expected; null: nobody is away, or all are overdue.</param>
    /// <param name="IsCovered">Nobody is expected, since a cover person stands in.</param>
    internal sealed record WindowCount(int WindowId, int Expected, int Present, int Away, LocalMinute? BackAt, bool IsCovered);

    /// <param name="Running">The session that runs now; null: the hall is not at work.</param>
    /// <param name="Next">The session that comes next within a month; null while one runs.</param>
    internal sealed record Counted(Session? Running, Session? Next, IReadOnlyList<WindowCount> Windows);

    public async Task<Counted> Read(HallDb db, CancellationToken cancel)
    {
        var picture = await presence.Run(db, cancel);
        return picture.IsRunning
            ? new Counted(picture.Shown, null,
            [
                .. picture.Windows.Where(window => window.Expected > 0 || window.IsCovered)
                    .Select(window => new WindowCount(window.WindowId, window.Expected, window.Present, window.Away, window.BackAfter(picture.Now), window.IsCovered)),
            ])
            : new Counted(null, picture.Next, []);
    }
}
