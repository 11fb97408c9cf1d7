using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.People;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>Reads from the facts what the boards show.</summary>
internal sealed class BoardReading(TimeProvider clock, DemonstrationRibbon ribbon, PublicStanding ranking, PresenceByWindow attendance)
{
    /// <summary>Places shown with their points.</summary>
    private const int FirstPlaces = 10;

    /// <summary>
    /// The facts that a board shows: a commit that changes one of them makes the boards stale. Whoever lets the boards
    /// read another table names it here.
    /// </summary>
    public static IReadOnlySet<Type> Shown { get; } =
        new HashSet<Type>(PublicStanding.RestsOn)
        {
            typeof(Site), typeof(Notice), typeof(Punch), typeof(SteppedAway), typeof(LeaveRequest), typeof(Exemption), typeof(DayDecision),
        };

    /// <summary>The content of every site's board, without number and time.</summary>
    public async Task<Dictionary<int, BoardSnapshot>> Run(HallDb db, CancellationToken cancel)
    {
        var today = clock.Today();
        var sites = await db.Sites.AsNoTracking().OrderBy(site => site.Id).ToListAsync(cancel);
        var notices = await db.Set<Notice>().AsNoTracking()
            .Where(notice => notice.WithdrawnAt == null && notice.From <= today && notice.To >= today)
            .OrderBy(notice => notice.Id).ToListAsync(cancel);
        var standing = Ranked(
        [
            .. (await ranking.Read(db, cancel)).Select(place => new FirstPlace(Text(place.WindowId), place.Rank, place.Window, place.Unit, place.Points)),
        ]);
        var counted = await attendance.Read(db, cancel);
        var windows = await db.Windows.AsNoTracking().OrderBy(window => window.Code).ToListAsync(cancel);
        return sites.ToDictionary(site => site.Id, site => new BoardSnapshot(
            BoardSnapshot.CurrentFormat, 0, default, site.Name, ribbon.Text, Quarter.Of(today).Chinese(), standing,
            Presence(counted, windows.Where(window => window.SiteId == site.Id), today),
            [.. notices.Where(notice => notice.SiteId is null || notice.SiteId == site.Id)
                .Select(notice => new BoardNotice(Text(notice.Id), notice.Text))]));
    }

    /// <summary>Splits places in rank order into the first ten and the rest, which loses its points.</summary>
    internal static BoardStanding Ranked(IReadOnlyList<FirstPlace> places) => new(
        [.. places.TakeWhile(place => place.Rank <= FirstPlaces)],
        [.. places.SkipWhile(place => place.Rank <= FirstPlaces).Select(place => new Place(place.WindowId, place.Rank, place.Window))]);

    private static BoardPresence Presence(PresenceByWindow.Counted counted, IEnumerable<Window> windows, DateOnly today) => new(
        counted.Running is not null, Name(counted, today),
        [
            .. windows.Join(counted.Windows, window => window.Id, count => count.WindowId,
                (window, count) => new WindowPresence(Text(window.Id), window.Name, count.Expected, count.Present, count.Away, Time(count.BackAt), count.IsCovered)),
        ]);

    private static TimeOnly? Time(LocalMinute? minute) => minute is { } at ? TimeOnly.FromDateTime(at.ToDateTime()) : null;

    private static string Name(PresenceByWindow.Counted counted, DateOnly today) => counted switch
    {
        { Running: { } running } => $"{running.Title} {running.Hours.Start}—{running.Hours.End}",
        { Next: { } next } when next.Day == today => $"{next.Title} {next.Hours.Start} 开始",
        { Next: { } next } => $"{next.Day.ToString("M 月 d 日（ddd）", CultureInfo.GetCultureInfo("zh-CN"))}{next.Hours.Start} 开始",
        _ => "",
    };

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
