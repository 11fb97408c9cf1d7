using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests;

namespace ServiceHall.Benchmarks.Recomputing;

/// <summary>
/// Recomputing September 2026 of 5,000 people while clerks punch: once with nothing changed, once after an exemption of an
/// hour on each morning, which changes every morning's result. September was closed by the hall's own close before.
/// </summary>
internal static class RecomputeBenchmark
{
    private const int People = 5000;
    private const int Clerks = 32;
    private const int PerSecond = 100;
    private static readonly Rules.Calendar.Period September = new(new(2026, 9, 1), new(2026, 9, 30));

    public static async Task<int> Run()
    {
        await using var hall = await RunningHall.Start(Clerks);
        await hall.KillApplication();
        await using var filled = new FilledHall(hall);
        await Fill(hall, filled);
        var closing = Stopwatch.StartNew();
        var sessions = await filled.Get<CloseSessions>().Run(default);
        Times.Say($"{sessions} sessions of {People} people closed in {closing.Elapsed.TotalSeconds:0.0} s; {Times.Load}");
        await hall.StartApplication();
        var phones = new List<PunchLoad>();
        for (var clerk = 0; clerk < Clerks; clerk++)
            phones.Add(new PunchLoad(hall.Address, await hall.SignIn(clerk)));

        await Measure("nothing to do", phones, () => Task.Delay(TimeSpan.FromSeconds(10)));
        await Stale(filled);
        await Measure("recomputed, nothing changed", phones, () => filled.Get<RecomputeStale>().Run(default));
        await Exempt(filled);
        await Measure("recomputed, every morning changed", phones, () => filled.Get<RecomputeStale>().Run(default));
        await using var db = filled.Factory.CreateDbContext();
        Times.Say($"{await db.Set<LedgerEntry>().CountAsync()} entries, {await db.Set<Web.Messages.Message>().CountAsync()} messages");
        return 0;
    }

    private static async Task Measure(string what, List<PunchLoad> phones, Func<Task> work)
    {
        using var stop = new CancellationTokenSource();
        var punching = phones.ConvertAll(phone => Task.Run(() => Press(phone, stop.Token)));
        var watch = Stopwatch.StartNew();
        await work();
        var took = watch.Elapsed;
        await stop.CancelAsync();
        List<double> times = [.. (await Task.WhenAll(punching)).SelectMany(own => own).Order()];
        Times.Say($"{what}: {took.TotalSeconds:0.0} s; meanwhile {times.Count} punches, none refused, median {Times.At(times, 0.5):0.0} ms, 99th percentile {Times.At(times, 0.99):0.0} ms, longest {times[^1]:0.0} ms; {Times.Load}");
    }

    // Presses are due at fixed moments; a late answer counts from when it was due.
    private static async Task<List<double>> Press(PunchLoad phone, CancellationToken stop)
    {
        var (watch, times, gap) = (Stopwatch.StartNew(), new List<double>(), TimeSpan.FromSeconds((double)Clerks / PerSecond));
        for (var due = TimeSpan.Zero; !stop.IsCancellationRequested; due += gap)
        {
            if (due - watch.Elapsed is { Ticks: > 0 } wait)
                await Task.Delay(wait, CancellationToken.None);
            _ = await phone.Press() ?? throw new InvalidOperationException("A press was not accepted.");
            times.Add((watch.Elapsed - due).TotalMilliseconds);
        }

        return times;
    }

    // Four punches a day, of which one sign-in in ten is late; what came after September counts as closed.
    private static async Task Fill(RunningHall hall, FilledHall filled)
    {
        var rows = FilledHall.Rows(People, 5, "H0");
        var plan = (await filled.Get<ImportPeople>().Preview(Actor.Hall, rows, new FilledHall.Silent(), default)).Value;
        _ = (await filled.Get<ImportPeople>().Run(Actor.Hall, rows, plan.Fingerprint(), new FilledHall.Silent(), default)).Value;
        await using var owner = new HallDb(HallSchema.Options(hall.Connections.Owner));
        owner.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var days = (await HallYear.Read(owner, default)).Rules;
        DateOnly[] work = [.. September.Days.Where(days.IsWorkday)];
        await owner.Database.ExecuteSqlAsync($"""
            INSERT INTO punch (staff_id, key, at, minute, day, action, part, outcome, window_id, device, address, clause, sentence)
            SELECT post.staff_id, gen_random_uuid(), civil.at AT TIME ZONE 'Asia/Shanghai', date_trunc('minute', civil.at), day, slot.action, slot.part, 'Accepted', post.window_id, '', '', '', ''
            FROM posting post JOIN staff_member staff ON staff.id = post.staff_id AND staff.number LIKE 'B%' CROSS JOIN unnest({work}) AS day
            CROSS JOIN (VALUES ('In', 'Morning', time '08:20'), ('Out', 'Morning', time '11:35'), ('In', 'Afternoon', time '13:50'), ('Out', 'Afternoon', time '17:35')) AS slot(action, part, due)
            CROSS JOIN LATERAL (SELECT day + slot.due + CASE WHEN slot.due = time '08:20' AND (post.staff_id + extract(doy FROM day)::int) % 10 = 0 THEN interval '20 minutes' ELSE interval '0' END AS at) AS civil
            """);
        await owner.Database.ExecuteSqlAsync($"""
            INSERT INTO period (job, name, at) SELECT 'close-session', to_char(day, 'YYYY-MM-DD') || part, now()
            FROM generate_series(date '2026-10-01', date '2026-11-20', interval '1 day') AS day CROSS JOIN (VALUES ('/am'), ('/pm')) AS parts(part)
            """);
        await owner.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private static async Task Stale(FilledHall filled)
    {
        await using var db = filled.Factory.CreateDbContext();
        db.Add(new StaleDay { First = September.First, Last = September.Last, Cause = "再算一次", At = DateTimeOffset.UtcNow });
        await db.SaveChangesAsync();
    }

    private static async Task Exempt(FilledHall filled)
    {
        await using var db = filled.Factory.CreateDbContext();
        var (one, other) = (await db.Staff.OrderBy(staff => staff.Id).Select(staff => staff.Id).FirstAsync(), await db.Staff.OrderByDescending(staff => staff.Id).Select(staff => staff.Id).FirstAsync());
        var clock = filled.Get<TimeProvider>();
        foreach (var day in September.Days)
        {
            var (from, to) = (clock.InstantOf(day.ToDateTime(new TimeOnly(8, 0))), clock.InstantOf(day.ToDateTime(new TimeOnly(9, 0))));
            db.Add(new Exemption { From = from, To = to, Reason = "停电", ProposedById = one, ProposedAt = from, SignedById = other, SignedAt = from });
        }

        await db.SaveChangesAsync();
        await Stale(filled);
    }
}
