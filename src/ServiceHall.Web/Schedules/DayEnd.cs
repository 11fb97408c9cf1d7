using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>
/// Tells the digest some time after a workday's last hour. It stands here because messages know no calendar. An evening that
/// the hall was down is not caught up: what waits and what is unread is in the next digest.
/// </summary>
internal sealed class DayEnd(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, TellDigest tell)
{
    /// <summary>How long after the end of the hours: who signs out late has done so.</summary>
    public const int MinutesAfter = 60;

    /// <returns>How many people were told by this call.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        IReadOnlyList<Session> sessions;
        await using (var db = await factory.CreateDbContextAsync(cancel))
            sessions = (await days.Current(db, cancel)).Timetable.On(clock.Today());
        return sessions is [.., var last] && LocalMinute.Of(clock.GetLocalNow().DateTime) >= last.Hours.End + MinutesAfter
            ? await tell.Run(cancel)
            : 0;
    }
}
