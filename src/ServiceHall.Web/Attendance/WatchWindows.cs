using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Looks each minute for windows that may stand empty (疑似空岗, 考核 一(一)1(6)), notes each once, and tells the section.
/// Since when and until when is read from the facts, so a restart between changes nothing. Nothing is deducted.
/// </summary>
internal sealed class WatchWindows(IDbContextFactory<HallDb> factory, TimeProvider clock, ReadPresence presence, HallGate gates, ForEachItem each)
{
    private const string Job = "watch-windows";
    private const string EndJob = "watch-windows-end";
    private const long Lock = 4241;

    /// <summary>What a run looks at: the picture, the timetable, and who is told.</summary>
    private sealed record Seen(PresencePicture Picture, Timetable Timetable, IReadOnlyList<int> Section);

    /// <returns>How many rows came or ended.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var picture = await presence.Run(db, cancel);
        var seen = new Seen(picture, (await gates.Current(db, cancel)).Days.Timetable, await SectionPeople.Ids(db, Right.WatchPresence, picture.Now.Day, cancel));
        var rules = seen.Timetable.Rulebook.On(picture.Now.Day).Inspection;
        var windows = picture.IsRunning ? picture.Windows.ToDictionary(window => window.WindowId) : [];
        var rows = await db.Set<EmptyWindow>().AsNoTracking().Where(empty => empty.Until == null).Include(empty => empty.Window).ToListAsync(cancel);
        var ended = await each.Run(
            EndJob, rows, row => new Item(EndJob, $"empty/{row.Id}", $"{row.Window!.Name}疑似空岗的结束"),
            (row, stop) => Alone(inside => End(inside, row, seen, windows.GetValueOrDefault(row.WindowId), stop), stop), cancel);
        var suspected = windows.Values.Where(window => window.Empty?.IsSuspected(rules) == true).ToList();
        var begun = await each.Run(
            Job, suspected, window => new Item(Job, $"window/{window.WindowId}", $"{window.Name}疑似空岗的记录"),
            (window, stop) => Alone(inside => Begin(inside, window, seen, stop), stop), cancel);
        return ended.Changed + begun.Changed;
    }

    private async Task<int> Alone(Func<HallDb, Task> change, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        await change(db);
        var changed = db.ChangeTracker.Entries<EmptyWindow>().Count(entry => entry.State is EntityState.Added or EntityState.Modified);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return changed;
    }

    private async Task End(HallDb db, EmptyWindow open, Seen seen, WindowNow? window, CancellationToken cancel)
    {
        var row = await db.Set<EmptyWindow>().AsTracking().SingleOrDefaultAsync(empty => empty.Id == open.Id && empty.Until == null, cancel);
        // On a clock that was set back since it ends no earlier than it began.
        if (row is not null && EndOf(row, seen.Picture, window, seen.Timetable) is { } until)
            row.Until = until < row.Since ? row.Since : until;
    }

    private async Task Begin(HallDb db, WindowNow window, Seen seen, CancellationToken cancel)
    {
        var since = Instant(window.Empty!.Value.Since);
        if (await db.Set<EmptyWindow>().AnyAsync(empty => empty.WindowId == window.WindowId && (empty.Until == null || empty.Since == since), cancel))
            return;
        var (now, rules) = (clock.GetUtcNow(), seen.Timetable.Rulebook.On(seen.Picture.Now.Day).Inspection);
        db.Add(new EmptyWindow { WindowId = window.WindowId, Day = seen.Picture.Now.Day, Part = seen.Picture.Shown!.Part, Since = since, SuspectedAt = now });
        Message.Tell(db, now, seen.Section, MessageKind.Presence,
            $"疑似空岗：{window.Name} 从 {window.Empty.Value.Since} 起没有人在岗，已 {window.Empty.Value.Minutes} 分钟（{rules.EmptyPost.Basis.Clause}）。系统不自动扣分，请到现场核实。", "/desk/today");
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
