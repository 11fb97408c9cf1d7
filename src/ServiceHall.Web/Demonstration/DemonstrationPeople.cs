using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.People.Import;

namespace ServiceHall.Web.Demonstration;

/// <summary>
/// Brings the invented people into the hall, through the use cases of the desk: once. What people make of them afterwards
/// stays, however often the hall is opened.
/// </summary>
internal sealed class DemonstrationPeople(DemonstrationHall hall, DemonstrationFacts facts)
{
    public const string Section = "G001";
    public const string SectionHead = "G002";

    /// <summary>Those who are not posted at a window.</summary>
    public static readonly IReadOnlyList<(string Number, string Name, HallRole Role)> Office =
    [
        (Section, "林晓梅", HallRole.Section),
        (SectionHead, "韩立新", HallRole.SectionHead),
        ("G003", "沈国栋", HallRole.HallLeader),
        ("G004", "许文静", HallRole.UnitLeader),
        ("G005", "高振华", HallRole.OutsideInspector),
        ("G006", "曾雨欣", HallRole.SystemAdministrator),
        ("G007", "薛子轩", HallRole.AuditAdministrator),
        ("G008", "彭思远", HallRole.SecurityAdministrator),
    ];

    /// <param name="hasLived">Whether days were lived already: then they are there, also where nothing says who is whom.</param>
    public async Task Run(bool hasLived, CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        if (await DemonstrationRoster.IsKept(db, cancel))
            return;
        // Broken off, it is done again: nobody can have been there meanwhile, and what is there already stays as it is.
        if (!hasLived)
        {
            await AddSites(cancel);
            await ImportPosted(cancel);
            await AddOffice(cancel);
        }

        await DemonstrationRoster.Keep(db, facts, hall.Clock.GetUtcNow(), cancel);
    }

    /// <summary>Somebody of the office, to act; null: in a hall that noted too late who is whom, nobody has the number.</summary>
    /// <param name="number">As it was when they came.</param>
    public async Task<Actor?> Actor(string number, CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        var roster = await DemonstrationRoster.On(db, facts.First, cancel);
        return roster.Of(number) is { } person ? new Actor(person.Id, "demonstration") : null;
    }

    private async Task AddSites(CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        var known = await db.Sites.Select(site => site.Code).ToListAsync(cancel);
        foreach (var row in facts.Sites.Where(row => !known.Contains(row.Id)))
        {
            var site = new Site { Code = row.Id, Name = row.Name, Latitude = row.Latitude, Longitude = row.Longitude, RadiusMetres = row.RadiusMetres };
            await hall.Get<EditPlaces>().Save(Accounts.Actor.Hall, site, cancel).Accepted();
        }
    }

    private async Task ImportPosted(CancellationToken cancel)
    {
        FileRow[] rows =
        [
            .. facts.Postings.Select((row, index) => new FileRow(
                index + 2, row.StaffId, row.Name, row.Unit, row.WindowId, row.Window, row.SiteId,
                row.Role == "leader" ? "负责人" : "工作人员",
                row.Kind switch { "temporary" => "临时", "substitute" => "替班", _ => "正式" },
                row.From, row.To)),
        ];
        var import = hall.Get<ImportPeople>();
        var plan = await import.Preview(Accounts.Actor.Hall, rows, new Progress<ImportProgress>(), cancel).Accepted();
        await import.Run(Accounts.Actor.Hall, rows, plan.Fingerprint(), new Progress<ImportProgress>(), cancel).Accepted();
    }

    private async Task AddOffice(CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        foreach (var (number, name, role) in Office)
        {
            var id = await db.Staff.Where(staff => staff.Number == number).Select(staff => (int?)staff.Id).SingleOrDefaultAsync(cancel)
                ?? await hall.Get<EditPerson>().Run(Accounts.Actor.Hall, new(null, number, name, null), cancel).Accepted();
            var unit = role == HallRole.UnitLeader
                ? await db.Units.Where(unit => unit.Name == facts.Team[0].Unit).Select(unit => (int?)unit.Id).SingleAsync(cancel)
                : null;
            await hall.Get<GrantRole>().Grant(Accounts.Actor.Hall, new(id, role, unit), cancel).Accepted();
        }
    }
}
