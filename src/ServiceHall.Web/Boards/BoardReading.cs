using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.People;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>Reads from the facts what the boards show.</summary>
internal sealed class BoardReading(TimeProvider clock, DemonstrationRibbon ribbon)
{
    /// <summary>Places shown with their points.</summary>
    private const int FirstPlaces = 10;

    /// <summary>
    /// The facts that a board shows: a commit that changes one of them makes the boards stale. Whoever lets the boards
    /// read another table names it here.
    /// </summary>
    public static IReadOnlySet<Type> Shown { get; } =
        new HashSet<Type> { typeof(Site), typeof(Unit), typeof(Window), typeof(Posting), typeof(Notice) };

    /// <summary>The content of every site's board, without number and time.</summary>
    public async Task<Dictionary<int, BoardSnapshot>> Run(HallDb db, CancellationToken cancel)
    {
        var today = clock.Today();
        var sites = await db.Sites.AsNoTracking().OrderBy(site => site.Id).ToListAsync(cancel);
        var notices = await db.Notices.AsNoTracking()
            .Where(notice => notice.WithdrawnAt == null && notice.From <= today && notice.To >= today)
            .OrderBy(notice => notice.Id).ToListAsync(cancel);
        var standing = await Standing(db, today, cancel);
        return sites.ToDictionary(site => site.Id, site => new BoardSnapshot(
            BoardSnapshot.CurrentFormat, 0, default, site.Name, ribbon.Text, Name(Quarter.Of(today)), standing, Presence(),
            [.. notices.Where(notice => notice.SiteId is null || notice.SiteId == site.Id)
                .Select(notice => new BoardNotice(Text(notice.Id), notice.Text))]));
    }

    /// <summary>
    /// The windows that have people. Points are everybody's at the start of a quarter, and so all share the first
    /// place: the ledger does not exist yet.
    /// </summary>
    private static async Task<BoardStanding> Standing(HallDb db, DateOnly today, CancellationToken cancel)
    {
        var pointsAtStart = HallRulebook.BuiltIn.On(Quarter.Of(today).Days.First).Scoring.Start.Value.Amount;
        var windows = await db.Windows.AsNoTracking()
            .Where(window => db.Postings.Any(post =>
                post.WindowId == window.Id && post.From <= today && (post.To == null || post.To >= today)))
            .OrderBy(window => window.Code)
            .Select(window => new { window.Id, window.Name, Unit = window.Unit!.Name })
            .ToListAsync(cancel);
        return Ranked([.. windows.Select(window => new FirstPlace(Text(window.Id), 1, window.Name, window.Unit, pointsAtStart))]);
    }

    /// <summary>Splits places in rank order into the first ten and the rest, which loses its points.</summary>
    internal static BoardStanding Ranked(IReadOnlyList<FirstPlace> places) => new(
        [.. places.TakeWhile(place => place.Rank <= FirstPlaces)],
        [.. places.SkipWhile(place => place.Rank <= FirstPlaces).Select(place => new Place(place.WindowId, place.Rank, place.Window))]);

    /// <summary>No attendance yet, so nothing is claimed about anybody.</summary>
    private static BoardPresence Presence() => new(false, "", []);

    private static string Name(Quarter quarter) => $"{quarter.Year}年第{"一二三四"[quarter.Number - 1]}季度";

    private static string Text(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
