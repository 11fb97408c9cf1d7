using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Demonstration;

/// <summary>
/// Who and what of the hall the facts mean. That is noted once, when the invented people come; from then on they are found
/// by it as they are now, whatever they are called and wherever they are posted.
/// </summary>
internal sealed class DemonstrationRoster
{
    private const string StaffJob = "demonstration-staff";
    private const string WindowJob = "demonstration-window";
    private const string SiteJob = "demonstration-site";
    private readonly Dictionary<string, Person> _people = [];
    private readonly Dictionary<string, int> _windows = [];
    private readonly Dictionary<string, Site> _sites = [];

    /// <param name="WindowId">Where they are posted on the day; null: nowhere.</param>
    /// <param name="Site">The hall of that window; null: it stands in none.</param>
    internal sealed record Person(int Id, string Number, string Name, int? WindowId, Site? Site);

    /// <summary>Somebody by what the facts call them; null: nobody that the facts brought.</summary>
    public Person? Of(string staffId) => _people.GetValueOrDefault(staffId);

    /// <summary>A window; null: none that the facts brought.</summary>
    public int? Window(string windowId) => _windows.TryGetValue(windowId, out var id) ? id : null;

    /// <summary>A hall as it is now; null: it was removed.</summary>
    public Site? Site(string siteId) => _sites.GetValueOrDefault(siteId);

    /// <summary>Whether it was noted already.</summary>
    public static Task<bool> IsKept(HallDb db, CancellationToken cancel) => db.Set<Period>().AnyAsync(period => period.Job == StaffJob, cancel);

    /// <summary>Notes who is whom by number and code, as the import left them: all of it or nothing.</summary>
    public static async Task Keep(HallDb db, DemonstrationFacts facts, DateTimeOffset now, CancellationToken cancel)
    {
        var numbers = facts.Postings.Select(row => row.StaffId).Concat(DemonstrationPeople.Office.Select(person => person.Number)).ToHashSet();
        var codes = facts.Postings.Select(row => row.WindowId).ToHashSet();
        var halls = facts.Sites.Select(row => row.Id).ToHashSet();
        db.AddRange(
            (await db.Staff.Where(staff => numbers.Contains(staff.Number)).Select(staff => new { staff.Id, staff.Number }).ToListAsync(cancel))
                .Select(staff => Note(StaffJob, staff.Id, staff.Number)));
        db.AddRange(
            (await db.Windows.Where(window => codes.Contains(window.Code)).Select(window => new { window.Id, window.Code }).ToListAsync(cancel))
                .Select(window => Note(WindowJob, window.Id, window.Code)));
        db.AddRange(
            (await db.Sites.Where(site => halls.Contains(site.Code)).Select(site => new { site.Id, site.Code }).ToListAsync(cancel))
                .Select(site => Note(SiteJob, site.Id, site.Code)));
        await db.SaveChangesAsync(cancel);

        Period Note(string job, int id, string fact) => new() { Job = job, Name = string.Create(CultureInfo.InvariantCulture, $"{id}={fact}"), At = now };
    }

    /// <summary>Everybody as they are on a day.</summary>
    public static async Task<DemonstrationRoster> On(HallDb db, DateOnly day, CancellationToken cancel)
    {
        var notes = (await db.Set<Period>().AsNoTracking().Where(period => period.Job == StaffJob || period.Job == WindowJob || period.Job == SiteJob)
            .Select(period => new { period.Job, period.Name }).ToListAsync(cancel)).ToLookup(note => note.Job, note => Read(note.Name));
        var people = await db.Staff.AsNoTracking()
            .Select(staff => new
            {
                staff.Id, staff.Number, staff.Name,
                Window = staff.Postings.Where(post => post.From <= day && (post.To == null || post.To >= day))
                    .Select(post => new { post.WindowId, post.Window!.SiteId }).FirstOrDefault(),
            })
            .ToDictionaryAsync(staff => staff.Id, cancel);
        var sites = await db.Sites.AsNoTracking().ToDictionaryAsync(site => site.Id, cancel);
        var roster = new DemonstrationRoster();
        foreach (var (id, fact) in notes[StaffJob])
        {
            var person = people[id];
            roster._people[fact] = new(id, person.Number, person.Name, person.Window?.WindowId, person.Window?.SiteId is { } site ? sites[site] : null);
        }

        foreach (var (id, fact) in notes[WindowJob])
            roster._windows[fact] = id;
        foreach (var (id, fact) in notes[SiteJob].Where(note => sites.ContainsKey(note.Id)))
            roster._sites[fact] = sites[id];
        return roster;
    }

    private static (int Id, string Fact) Read(string note)
    {
        var at = note.IndexOf('=', StringComparison.Ordinal);
        return (int.Parse(note.AsSpan(0, at), CultureInfo.InvariantCulture), note[(at + 1)..]);
    }
}
