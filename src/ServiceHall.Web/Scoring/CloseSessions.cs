using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;
using Period = ServiceHall.Web.Store.Period;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Closes each session once its last punch could have come, and each workday with its afternoon: results are kept and
/// booked, in order and exactly once. What was missed while the hall was down is caught up, the oldest first.
/// </summary>
internal sealed class CloseSessions(
    IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, RecomputeDays recompute, ForEachItem each, ILogger<CloseSessions> log)
{
    public const string SessionJob = "close-session";
    public const string WorkdayJob = "close-workday";

    /// <summary>Held while a session closes, so that no late decision falls between its facts and its results.</summary>
    public const long Lock = 4230;

    /// <summary>Closes every session that is over. Attendance begins on the day of the hall's first accepted punch.</summary>
    /// <returns>How many were closed by this call.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        // A session that cannot be closed stays open, and those after it are closed all the same: none rests on another.
        var ran = await each.Run(
            SessionJob, await Due(cancel),
            session => new Item(SessionJob, Name(session), $"{session.Day:M 月 d 日}{session.Title}的关闭") { Days = new(session.Day, session.Day) },
            async (session, stop) => await Close(session, stop) ? 1 : 0, cancel);
        return ran.Changed;
    }

    private async Task<List<Session>> Due(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        var now = LocalMinute.Of(clock.GetLocalNow().DateTime);
        return [.. (await Open(db, timetable, now.Day, cancel))
            .Where(session => KeepResults.IsOver(session, timetable.Rulebook.On(session.Day).Attendance, now))];
    }

    /// <summary>The sessions not closed yet, in order, from the hall's first punch to a day.</summary>
    public static async Task<IEnumerable<Session>> Open(HallDb db, Timetable timetable, DateOnly last, CancellationToken cancel)
    {
        if (await db.Set<Punch>().Where(punch => punch.Outcome == Rules.Attendance.PunchOutcome.Accepted)
                .OrderBy(punch => punch.Day).Select(punch => (DateOnly?)punch.Day).FirstOrDefaultAsync(cancel) is not { } first || first > last)
            return [];
        var done = await db.Set<Period>().Where(period => period.Job == SessionJob).Select(period => period.Name).ToHashSetAsync(cancel);
        return new Rules.Calendar.Period(first, last).Days.SelectMany(timetable.On).Where(session => !done.Contains(Name(session)));
    }

    private async Task<bool> Close(Session session, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        if (!await Once.Take(db, SessionJob, Name(session), clock.GetUtcNow(), cancel))
            return false;
        var booked = await recompute.Run(db, session.Day, null, Actor.Hall, $"{session.Title}关闭时重新计算", cancel);
        if (session.Part == DayPart.Afternoon)
            await Once.Take(db, WorkdayJob, $"{session.Day:yyyy-MM-dd}", clock.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
        log.LogInformation("Closed {Session}: {Added} entries booked.", Name(session), booked.Added.Count);
        return true;
    }

    /// <summary>What the periods of a day's sessions are called.</summary>
    public static IReadOnlyList<string> NamesOn(DateOnly day) => [.. DayParts.All.Select(part => Name(day, part))];

    private static string Name(Session session) => Name(session.Day, session.Part);

    private static string Name(DateOnly day, DayPart part) => $"{day:yyyy-MM-dd}/{part.Code()}";
}
