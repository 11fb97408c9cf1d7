using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Reads who is where now, from the facts alone: the boards, the desk's page, the start page and the hall's own watch all
/// see this one reading. It takes the same few statements however many people there are.
/// </summary>
internal sealed class ReadPresence(TimeProvider clock, HallGate gates, JudgeDays judge, PresenceRoster rosters)
{
    public async Task<PresencePicture> Run(HallDb db, CancellationToken cancel)
    {
        var gate = await gates.Current(db, cancel);
        var timetable = gate.Days.Timetable;
        var now = LocalMinute.Of(clock.GetLocalNow().DateTime);
        var today = timetable.On(now.Day);
        var shown = today.FirstOrDefault(session => now < session.Hours.End) ?? (today.Count > 0 ? today[^1] : null);
        var runs = shown is not null && shown.Hours.Start <= now && now < shown.Hours.End;
        var next = runs ? null : timetable.SessionsFrom(now.Day).FirstOrDefault(session => session.Hours.Start > now);
        if (shown is null)
            return new PresencePicture(now, null, false, next, [], []);

        var roster = await rosters.On(db, gate, now.Day, cancel);
        var judged = await judge.Run(db, gate, now.Day, null, cancel);
        var aways = await Aways(db, now.Day, cancel);
        var scene = new PresenceScene(now, shown, runs, timetable.Rulebook.On(now.Day), clock, roster, judged, aways);
        return new PresencePicture(now, shown, runs, next, scene.Windows(), scene.LongAways());
    }

    private static async Task<List<SteppedAway>> Aways(HallDb db, DateOnly day, CancellationToken cancel) =>
        await db.Set<SteppedAway>().AsNoTracking().Where(away => away.Day == day).OrderBy(away => away.From).ToListAsync(cancel);
}
