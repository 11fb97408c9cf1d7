using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Looks each minute for windows that may stand empty (疑似空岗, 考核 一(一)1(6)), notes each once, and tells the section.
/// Since when and until when is read from the facts, so a restart between changes nothing. Nothing is deducted.
/// </summary>
internal sealed class WatchWindows(IDbContextFactory<HallDb> factory, TimeProvider clock, ReadPresence presence, HallGate gates)
{
    private const long Lock = 4241;

    /// <returns>How many rows came or ended.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        var picture = await presence.Run(db, cancel);
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        var rules = timetable.Rulebook.On(picture.Now.Day).Inspection;
        var windows = picture.IsRunning ? picture.Windows.ToDictionary(window => window.WindowId) : [];
        var open = new HashSet<int>();
        foreach (var row in await db.Set<EmptyWindow>().AsTracking().Where(empty => empty.Until == null).ToListAsync(cancel))
        {
            row.Until = EndOf(row, picture, windows.GetValueOrDefault(row.WindowId), timetable);
            if (row.Until is null)
                open.Add(row.WindowId);
        }

        var known = await db.Set<EmptyWindow>().Where(empty => empty.Day == picture.Now.Day).Select(empty => new { empty.WindowId, empty.Since }).ToListAsync(cancel);
        IReadOnlyList<int>? section = null;
        foreach (var window in windows.Values.Where(window => window.Empty?.IsSuspected(rules) == true && !open.Contains(window.WindowId)))
        {
            var since = Instant(window.Empty!.Value.Since);
            if (known.Exists(empty => empty.WindowId == window.WindowId && empty.Since == since))
                continue;
            db.Add(new EmptyWindow { WindowId = window.WindowId, Day = picture.Now.Day, Part = picture.Shown!.Part, Since = since, SuspectedAt = clock.GetUtcNow() });
            section ??= await SectionPeople.Ids(db, Right.WatchPresence, picture.Now.Day, cancel);
            Message.Tell(db, clock.GetUtcNow(), section, MessageKind.Presence,
                $"疑似空岗：{window.Name} 从 {window.Empty.Value.Since} 起没有人在岗，已 {window.Empty.Value.Minutes} 分钟（{rules.EmptyPost.Basis.Clause}）。系统不自动扣分，请到现场核实。", "/desk/today");
        }

        var changed = db.ChangeTracker.Entries<EmptyWindow>().Count(entry => entry.State is EntityState.Added or EntityState.Modified);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return changed;
    }

    // Null: it stands empty as before.
    private DateTimeOffset? EndOf(EmptyWindow row, PresencePicture picture, WindowNow? window, Timetable timetable)
    {
        var since = LocalMinute.Of(clock.Civil(row.Since));
        if (!picture.IsRunning || picture.Shown!.Day != row.Day || picture.Shown.Part != row.Part)
            return timetable.On(row.Day).Where(session => session.Part == row.Part).Select(session => (DateTimeOffset?)Instant(session.Hours.End)).FirstOrDefault() ?? row.SuspectedAt;
        if (window?.Empty is { } empty && empty.Since <= since)
            return null;
        var came = window?.Manned.Where(time => time.End > since).Select(time => (LocalMinute?)LocalMinute.Later(time.Start, since)).Min();
        return Instant(came ?? picture.Now);
    }

    private DateTimeOffset Instant(LocalMinute minute) => clock.InstantOf(minute.ToDateTime());
}
