using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>
/// Reads the punches since it last looked, binds first devices and adds signals. It runs beside punching and never in its
/// way: some hundred punches at a time, each read once, in the order in which they were written.
/// </summary>
internal sealed class ReadSignals(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const string Job = "read-signals";

    /// <summary>Exactly the same coordinates on so many days within <see cref="DaysBack"/>: a real fix moves by metres.</summary>
    public const int SameDays = 3;
    public const int DaysBack = 14;

    /// <summary>Faster than this, in metres a second, nobody goes from one place to another.</summary>
    public const int FastestTravel = 60;

    /// <summary>A jump by less, in metres, may be a bad fix.</summary>
    public const int ShortestJump = 3000;

    private const int AtOnce = 500;

    // A statement that began before another may be committed after it.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    /// <returns>How many signals were added.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var added = 0;
        for (var isMore = true; isMore;)
        {
            (var some, isMore) = await Batch(cancel);
            added += some;
        }

        return added;
    }

    private async Task<(int Added, bool IsMore)> Batch(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await db.Set<SignalProgress>().AnyAsync(cancel))
            await Begin(db, clock.Today(), cancel);
        var progress = await db.Set<SignalProgress>().FromSql($"SELECT * FROM signal_progress FOR UPDATE").AsTracking().SingleAsync(cancel);
        var next = await db.Set<Punch>().Where(punch => punch.Id > progress.LastPunchId).OrderBy(punch => punch.Id)
            .Select(punch => new { punch.Id, punch.At }).Take(AtOnce).ToListAsync(cancel);
        var settled = next.TakeWhile(punch => punch.At <= now - Settled).ToList();
        if (settled.Count == 0)
            return (0, false);
        var (after, last) = (progress.LastPunchId, settled[^1].Id);
        await Bind(db, after, last, cancel);
        var added = await OtherDevice(db, after, last, now, cancel) + await SharedDevice(db, after, last, now, cancel)
            + await SamePlace(db, after, last, now, cancel) + await Jumps(db, after, last, now, cancel);
        progress.LastPunchId = last;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (added, settled.Count == AtOnce);
    }

    // Punches of before the first day on which signals are read have none: devices were not told apart then.
    private static Task<int> Begin(HallDb db, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO signal_progress (id, last_punch_id)
        SELECT 1, coalesce(max(id), 0) FROM punch WHERE day < {today} ON CONFLICT DO NOTHING
        """, cancel);

    private static Task<int> Bind(HallDb db, long after, long last, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO bound_device (staff_id, device, since)
        SELECT DISTINCT ON (staff_id) staff_id, device, at FROM punch
        WHERE id > {after} AND id <= {last} AND outcome = 'Accepted' AND device <> '' AND device NOT LIKE {TerminalDevice.Pattern}
        ORDER BY staff_id, id ON CONFLICT DO NOTHING
        """, cancel);

    private static Task<int> OtherDevice(HallDb db, long after, long last, DateTimeOffset now, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO signal (kind, staff_id, day, found_at, punch_id, device)
        SELECT DISTINCT ON (p.staff_id, p.day, p.device) 'OtherDevice', p.staff_id, p.day, {now}, p.id, p.device
        FROM punch p JOIN bound_device b ON b.staff_id = p.staff_id AND b.device <> p.device
        WHERE p.id > {after} AND p.id <= {last} AND p.outcome = 'Accepted' AND p.device <> '' AND p.device NOT LIKE {TerminalDevice.Pattern}
        ORDER BY p.staff_id, p.day, p.device, p.id ON CONFLICT DO NOTHING
        """, cancel);

    // About whoever came second; the other is the one who had the device before.
    private static Task<int> SharedDevice(HallDb db, long after, long last, DateTimeOffset now, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO signal (kind, staff_id, day, found_at, punch_id, device, other_punch_id, other_staff_id)
        SELECT DISTINCT ON (p.staff_id, p.day, p.device, o.staff_id) 'SharedDevice', p.staff_id, p.day, {now}, p.id, p.device, o.id, o.staff_id
        FROM punch p JOIN punch o ON o.day = p.day AND o.device = p.device AND o.staff_id <> p.staff_id AND o.id < p.id AND o.outcome = 'Accepted'
        WHERE p.id > {after} AND p.id <= {last} AND p.outcome = 'Accepted' AND p.device <> '' AND p.device NOT LIKE {TerminalDevice.Pattern}
          AND NOT EXISTS (SELECT 1 FROM punch e WHERE e.day = p.day AND e.staff_id = p.staff_id AND e.device = p.device AND e.id < o.id AND e.outcome = 'Accepted')
        ORDER BY p.staff_id, p.day, p.device, o.staff_id, p.id, o.id ON CONFLICT DO NOTHING
        """, cancel);

    // By day and person, as the index has them: the years before are not read.
    private static Task<int> SamePlace(HallDb db, long after, long last, DateTimeOffset now, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO signal (kind, staff_id, day, found_at, punch_id, device, days)
        SELECT DISTINCT ON (p.staff_id, p.day) 'SamePlace', p.staff_id, p.day, {now}, p.id, '', same.days
        FROM punch p JOIN punch_position at ON at.punch_id = p.id
        CROSS JOIN LATERAL (
          SELECT count(DISTINCT o.day)::int AS days FROM generate_series(p.day - {DaysBack}, p.day, interval '1 day') d(day)
          JOIN punch o ON o.day = d.day::date AND o.staff_id = p.staff_id
          JOIN punch_position q ON q.punch_id = o.id AND q.latitude = at.latitude AND q.longitude = at.longitude) same
        WHERE p.id > {after} AND p.id <= {last} AND p.outcome = 'Accepted' AND same.days >= {SameDays}
        ORDER BY p.staff_id, p.day, p.id ON CONFLICT DO NOTHING
        """, cancel);

    private static async Task<int> Jumps(HallDb db, long after, long last, DateTimeOffset now, CancellationToken cancel)
    {
        var pairs = await db.Database.SqlQuery<Pair>($"""
            SELECT p.id AS "PunchId", o.id AS "OtherPunchId", extract(epoch FROM p.at - o.at)::float8 AS "Seconds",
              here.latitude AS "Latitude", here.longitude AS "Longitude", o.latitude AS "OtherLatitude", o.longitude AS "OtherLongitude",
              coalesce(p.accuracy_metres, 0) + coalesce(o.accuracy_metres, 0) AS "Doubt"
            FROM punch p JOIN punch_position here ON here.punch_id = p.id
            CROSS JOIN LATERAL (
              SELECT b.id, b.at, b.accuracy_metres, q.latitude, q.longitude FROM punch b JOIN punch_position q ON q.punch_id = b.id
              WHERE b.staff_id = p.staff_id AND b.day = p.day AND b.at < p.at ORDER BY b.at DESC LIMIT 1) o
            WHERE p.id > {after} AND p.id <= {last}
            """).ToListAsync(cancel);
        var added = 0;
        foreach (var pair in pairs)
        {
            var metres = Earth.Metres(pair.Latitude, pair.Longitude, pair.OtherLatitude, pair.OtherLongitude);
            var sure = metres - pair.Doubt;
            if (sure < ShortestJump || sure <= (decimal)pair.Seconds * FastestTravel)
                continue;
            var (far, time) = ((int)metres, (int)pair.Seconds);
            added += await db.Database.ExecuteSqlAsync($"""
                INSERT INTO signal (kind, staff_id, day, found_at, punch_id, device, other_punch_id, metres, seconds)
                SELECT 'Jump', staff_id, day, {now}, id, '', {pair.OtherPunchId}, {far}, {time} FROM punch WHERE id = {pair.PunchId} ON CONFLICT DO NOTHING
                """, cancel);
        }

        return added;
    }

    private sealed record Pair(
        long PunchId, long OtherPunchId, double Seconds, double Latitude, double Longitude, double OtherLatitude, double OtherLongitude, decimal Doubt);
}
