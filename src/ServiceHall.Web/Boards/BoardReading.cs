using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.People;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>Reads from the facts what the boards show.</summary>
internal sealed class BoardReading(
    TimeProvider clock, DemonstrationRibbon ribbon, PublicStanding standings, PresenceByWindow presences)
{
    /// <summary>Places shown with their points.</summary>
    private const int FirstPlaces = 10;

    /// <summary>
    /// The facts that a board shows: a commit that changes one of them makes the boards stale. Whoever lets the boards
    /// read another table names it here.
    /// </summary>
    public static IReadOnlySet<Type> Shown { get; } =
        new HashSet<Type>(PublicStanding.RestsOn) { typeof(Site), typeof(Notice), typeof(Punch) };

    /// <summary>The content of every site's board, without number and time.</summary>
    public async Task<Dictionary<int, BoardSnapshot>> Run(HallDb db, CancellationToken cancel)
    {
        var today = clock.Today();
        var sites = await db.Sites.AsNoTracking().OrderBy(site => site.Id).ToListAsync(cancel);
        var notices = await db.Notices.AsNoTracking()
            .Where(notice => notice.WithdrawnAt == null && notice.From <= today && notice.To >= today)
            .OrderBy(notice => notice.Id).ToListAsync(cancel);
        var standing = await Standing(db, cancel);
        var presence = await Presence(db, cancel);
        return sites.ToDictionary(site => site.Id, site => new BoardSnapshot(
            BoardSnapshot.CurrentFormat, 0, default, site.Name, ribbon.Text, Name(Quarter.Of(today)), standing, presence,
            [.. notices.Where(notice => notice.SiteId is null || notice.SiteId == site.Id)
                .Select(notice => new BoardNotice(Text(notice.Id), notice.Text))]));
    }

    private async Task<BoardStanding> Standing(HallDb db, CancellationToken cancel) => Ranked(
    [
        .. (await standings.Read(db, cancel))
            .Select(place => new FirstPlace(Text(place.WindowId), place.Rank, place.Window, place.Unit, place.Points)),
    ]);

    /// <summary>Splits places in rank order into the first ten and the rest, which loses its points.</summary>
    internal static BoardStanding Ranked(IReadOnlyList<FirstPlace> places) => new(
        [.. places.TakeWhile(place => place.Rank <= FirstPlaces)],
        [.. places.SkipWhile(place => place.Rank <= FirstPlaces).Select(place => new Place(place.WindowId, place.Rank, place.Window))]);

    private async Task<BoardPresence> Presence(HallDb db, CancellationToken cancel)
    {
        var counted = await presences.Read(db, cancel);
        var windows = await db.Windows.AsNoTracking().ToDictionaryAsync(window => window.Id, cancel);
        var session = (counted.Running, counted.Next) switch
        {
            ({ } running, _) => $"{running.Title} {running.Hours.Start}—{running.Hours.End}",
            (_, { } next) => $"{next.Day:M月d日} {next.Title} {next.Hours.Start} 上班",
            _ => "",
        };
        return new BoardPresence(counted.Running is not null, session,
        [
            .. counted.Windows.OrderBy(count => windows[count.WindowId].Code, StringComparer.Ordinal)
                .Select(count => new WindowPresence(Text(count.WindowId), windows[count.WindowId].Name, count.Expected, count.Present, 0, null)),
        ]);
    }

    private static string Name(Quarter quarter) => $"{quarter.Year}年第{"一二三四"[quarter.Number - 1]}季度";

    private static string Text(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
