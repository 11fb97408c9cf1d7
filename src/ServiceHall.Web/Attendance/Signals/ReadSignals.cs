using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>
/// Reads the punches since it last looked, binds first devices and adds signals. It runs beside punching and never in its
/// way: some hundred punches at a time, each read once, in the order in which they were written.
/// </summary>
internal sealed class ReadSignals(IDbContextFactory<HallDb> factory, TimeProvider clock, KeepSetAside aside, ForEachItem each)
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

    // A punch that lies further ahead is of a clock that was set back since: nobody waits for its time to come.
    private static readonly TimeSpan AheadOfClock = TimeSpan.FromMinutes(5);

    /// <returns>How many signals were added.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var added = await Again(cancel);
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
        var progress = await db.Set<SignalProgress>().FromSql($"SELECT * FROM signal_progress FOR UPDATE").AsNoTracking().SingleAsync(cancel);
        var next = await db.Set<Punch>().Where(punch => punch.Id > progress.LastPunchId).OrderBy(punch => punch.Id)
            .Select(punch => new { punch.Id, punch.At }).Take(AtOnce).ToListAsync(cancel);
        var settled = next.TakeWhile(punch => punch.At <= now - Settled || punch.At > now + AheadOfClock).Select(punch => punch.Id).ToList();
        if (settled.Count == 0)
            return (0, false);
        var added = 0;
        var failed = await ByHalves.Run(db, settled, async some => added += await Read(db, some[0] - 1, some[^1], now, cancel), cancel);
        // Whatever failed: the next ones are read, and those that failed are tried again by themselves.
        await Note(db, failed, cancel);
        var last = settled[^1];
        await db.Set<SignalProgress>().ExecuteUpdateAsync(row => row.SetProperty(one => one.LastPunchId, last), cancel);
        await transaction.CommitAsync(cancel);
        return (added, settled.Count == AtOnce);
    }

    // Reading a punch twice adds nothing twice.
    private static async Task<int> Read(HallDb db, long after, long last, DateTimeOffset now, CancellationToken cancel)
    {
        await Bind(db, after, last, cancel);
        return await OtherDevice(db, after, last, now, cancel) + await SharedDevice(db, after, last, now, cancel)
            + await SamePlace(db, after, last, now, cancel) + await Jumps(db, after, last, now, cancel);
    }

    private async Task Note(HallDb db, IReadOnlyList<(long Item, Exception Fault)> failed, CancellationToken cancel)
    {
        var begun = new List<Item>();
        foreach (var (id, fault) in failed)
        {
            if (await aside.Note(db, Of(id), fault, cancel))
                begun.Add(Of(id));
        }

        await aside.Tell(db, begun, cancel);
    }

    private async Task<int> Again(CancellationToken cancel)
    {
        List<string> keys;
        await using (var db = await factory.CreateDbContextAsync(cancel))
            keys = await aside.Due(db, Job).Select(item => item.Key).Take(AtOnce).ToListAsync(cancel);
        var ids = keys.ConvertAll(key => long.Parse(key, CultureInfo.InvariantCulture));
        return keys.Count == 0 ? 0 : (await each.RunSome(Job, ids, Of, One, cancel)).Changed;
    }

    private async Task<int> One(long id, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var added = await Read(db, id - 1, id, clock.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
        return added;
    }

    private static Item Of(long id) => new(Job, id.ToString(CultureInfo.InvariantCulture), $"打卡 {id} 的信号");

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

    // About whoever came second; the other is the one who had the device before. Who had a device that day, and since which
    // punch, is found once for the whole of some punches: a device with ten thousand presses is read like any other.
    private static Task<int> SharedDevice(HallDb db, long after, long last, DateTimeOffset now, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        WITH pressed AS (
          SELECT id, staff_id, day, device FROM punch
          WHERE id > {after} AND id <= {last} AND outcome = 'Accepted' AND device <> '' AND device NOT LIKE {TerminalDevice.Pattern}),
        had AS MATERIALIZED (
          SELECT o.day, o.device, o.staff_id, min(o.id) AS id
          FROM (SELECT DISTINCT day, device FROM pressed) d JOIN punch o ON o.day = d.day AND o.device = d.device
          WHERE o.outcome = 'Accepted' GROUP BY o.day, o.device, o.staff_id)
        INSERT INTO signal (kind, staff_id, day, found_at, punch_id, device, other_punch_id, other_staff_id)
        SELECT 'SharedDevice', first.staff_id, first.day, {now}, first.id, first.device, had.id, had.staff_id
        FROM (SELECT staff_id, day, device, min(id) AS id FROM pressed GROUP BY staff_id, day, device) first
        JOIN had AS own ON own.day = first.day AND own.device = first.device AND own.staff_id = first.staff_id
        JOIN had ON had.day = first.day AND had.device = first.device AND had.staff_id <> first.staff_id AND had.id < own.id
        ON CONFLICT DO NOTHING
        """, cancel);

    // By day and person, as the index has them: the years before are not read.
    private static Task<int> SamePlace(HallDb db, long after, long last, DateTimeOffset now, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        WITH who AS (SELECT DISTINCT staff_id, day FROM punch WHERE id > {after} AND id <= {last} AND outcome = 'Accepted'),
        same AS MATERIALIZED (
          SELECT who.staff_id, who.day, q.latitude, q.longitude, count(DISTINCT o.day)::int AS days
          FROM who CROSS JOIN LATERAL generate_series(who.day - {DaysBack}, who.day, interval '1 day') d(day)
          JOIN punch o ON o.day = d.day::date AND o.staff_id = who.staff_id
          JOIN punch_position q ON q.punch_id = o.id
          GROUP BY who.staff_id, who.day, q.latitude, q.longitude HAVING count(DISTINCT o.day) >= {SameDays})
        INSERT INTO signal (kind, staff_id, day, found_at, punch_id, device, days)
        SELECT DISTINCT ON (p.staff_id, p.day) 'SamePlace', p.staff_id, p.day, {now}, p.id, '', same.days
        FROM punch p JOIN punch_position at ON at.punch_id = p.id
        JOIN same ON same.staff_id = p.staff_id AND same.day = p.day AND same.latitude = at.latitude AND same.longitude = at.longitude
        WHERE p.id > {after} AND p.id <= {last} AND p.outcome = 'Accepted'
        ORDER BY p.staff_id, p.day, p.id ON CONFLICT DO NOTHING
        """, cancel);

    private static async Task<int> Jumps(HallDb db, long after, long last, DateTimeOffset now, CancellationToken cancel)
    {
        var pairs = await db.Database.SqlQuery<Pair>($"""
            WITH who AS (SELECT DISTINCT staff_id, day FROM punch WHERE id > {after} AND id <= {last}),
            placed AS (
              SELECT p.id, p.staff_id, p.day, p.at, p.accuracy_metres, q.latitude, q.longitude, lag(p.id) OVER way AS other_id, lag(p.at) OVER way AS other_at,
                lag(p.accuracy_metres) OVER way AS other_accuracy, lag(q.latitude) OVER way AS other_latitude, lag(q.longitude) OVER way AS other_longitude
              FROM who JOIN punch p ON p.day = who.day AND p.staff_id = who.staff_id JOIN punch_position q ON q.punch_id = p.id
              WINDOW way AS (PARTITION BY p.staff_id, p.day ORDER BY p.at, p.id))
            SELECT id AS "PunchId", staff_id AS "StaffId", day AS "Day", other_id AS "OtherPunchId", extract(epoch FROM at - other_at)::float8 AS "Seconds",
              latitude AS "Latitude", longitude AS "Longitude", other_latitude AS "OtherLatitude", other_longitude AS "OtherLongitude",
              coalesce(accuracy_metres, 0) + coalesce(other_accuracy, 0) AS "Doubt"
            FROM placed WHERE id > {after} AND id <= {last} AND other_at < at
            """).ToListAsync(cancel);
        // Once a day for each person, as the table keeps them.
        var jumps = pairs.Where(IsJump).GroupBy(pair => (pair.StaffId, pair.Day)).Select(day => day.MinBy(pair => pair.PunchId)!).ToList();
        var added = 0;
        foreach (var pair in jumps)
        {
            added += await db.Database.ExecuteSqlAsync($"""
                INSERT INTO signal (kind, staff_id, day, found_at, punch_id, device, other_punch_id, metres, seconds)
                VALUES ('Jump', {pair.StaffId}, {pair.Day}, {now}, {pair.PunchId}, '', {pair.OtherPunchId}, {(int)Metres(pair)}, {(int)pair.Seconds}) ON CONFLICT DO NOTHING
                """, cancel);
        }

        return added;
    }

    private static bool IsJump(Pair pair) => Metres(pair) - pair.Doubt is var sure && sure >= ShortestJump && sure > (decimal)pair.Seconds * FastestTravel;

    private static decimal Metres(Pair pair) => Earth.Metres(pair.Latitude, pair.Longitude, pair.OtherLatitude, pair.OtherLongitude);

    private sealed record Pair(
        long PunchId, int StaffId, DateOnly Day, long OtherPunchId, double Seconds, double Latitude, double Longitude, double OtherLatitude, double OtherLongitude, decimal Doubt);
}
