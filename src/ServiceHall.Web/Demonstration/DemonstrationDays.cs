using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Store;
using Exemption = ServiceHall.Web.Calendar.Exemption;

namespace ServiceHall.Web.Demonstration;

/// <summary>
/// Lets the invented people do what they did on a day, through the use cases of people, at its moments. Each fact has
/// its own key, so that a day that was broken off is lived again without anything twice.
/// </summary>
internal sealed class DemonstrationDays(DemonstrationHall hall, DemonstrationFacts facts, Actor section, Actor sectionHead)
{
    // As far as one exemption goes.
    private const int LongestDays = 31;
    private Dictionary<string, (int Id, int? SiteId)>? _staff;
    private Dictionary<string, int>? _sites;
    private Dictionary<string, int>? _windows;

    /// <summary>Lives a part of a day.</summary>
    /// <param name="from">What happened then, itself included.</param>
    /// <param name="to">What happened before then.</param>
    /// <param name="without">People who act for themselves.</param>
    public async Task Live(DateOnly day, TimeOnly from, TimeOnly to, IReadOnlySet<int> without, CancellationToken cancel)
    {
        await ReadIds(cancel);
        if (from == TimeOnly.MinValue)
        {
            hall.Clock.Set(day.ToDateTime(new TimeOnly(7, 0)));
            foreach (var absence in facts.Absences[day])
                await Excuse(absence, cancel);
        }

        await hall.Get<ClockInMany>().Run(
            [
                .. facts.Punches[day].Where(row => IsWithin(row.At) && _staff!.ContainsKey(row.StaffId))
                    .Select(row => (Row: row, Person: _staff![row.StaffId])).Where(pair => !without.Contains(pair.Person.Id))
                    .Select(pair => Press(pair.Row, pair.Person)),
            ],
            cancel);
        foreach (var row in facts.Findings[day].Where(row => IsWithin(row.At)))
            await Log(row, cancel);

        bool IsWithin(DateTime at) => TimeOnly.FromDateTime(at) is var time && time >= from && time < to;
    }

    private ClockInMany.Press Press(DemonstrationFacts.PunchRow row, (int Id, int? SiteId) person) => new(
        new Actor(person.Id, "demonstration"),
        // Whoever proved it by the code was at the hall's terminal; the others have a phone each.
        new(row.Action, Key($"punch {row.Line} {row.StaffId} {row.At:s}"), row.ShowsCode ? null : row.Position, TimeSpan.FromSeconds(1),
            row.ShowsCode ? "terminal:demonstration" : $"demonstration {row.StaffId}", TerminalSiteId: row.ShowsCode ? person.SiteId : null),
        hall.Clock.InstantOf(row.At));

    // Logged a quarter of an hour after it was seen; what was verified or filed later, is so in the end.
    private async Task Log(DemonstrationFacts.FindingRow row, CancellationToken cancel)
    {
        hall.Clock.Set(row.At.AddMinutes(15));
        var staffId = row.StaffId.Length > 0 ? _staff![row.StaffId].Id : (int?)null;
        var form = new FindingForm(
            Key($"finding {row.Id}"), Enum.Parse<InspectionKind>(row.Inspection, ignoreCase: true), _windows![row.WindowId], staffId, row.Code,
            row.Quantity, row.Severe, staffId is null ? "责任人由窗口负责人查明后补报。" : "", [], row.At);
        var id = await hall.Get<LogFinding>().Run(section, form, cancel).Accepted();
        if (row.Verified && hall.Get<HallRulebook>().On(DateOnly.FromDateTime(row.At)).Scoring[row.Code].NeedsVerification)
            await hall.Get<VerifyFinding>().Verify(sectionHead, id, cancel).Accepted();
        if (form.Inspection == InspectionKind.Unannounced)
            await hall.Get<VerifyFinding>().File(sectionHead, id, cancel).Accepted();
    }

    // Declared by one of the section and signed by the head of it.
    private async Task Excuse(DemonstrationFacts.AbsenceRow absence, CancellationToken cancel)
    {
        for (var from = absence.From; from < absence.To; from = from.AddDays(LongestDays))
        {
            var to = absence.To - from > TimeSpan.FromDays(LongestDays) ? from.AddDays(LongestDays) : absence.To;
            await using var db = await hall.Open(cancel);
            var (start, staffId) = (hall.Clock.InstantOf(from), absence.StaffId.Length > 0 ? _staff![absence.StaffId].Id : (int?)null);
            var siteId = absence.SiteId.Length > 0 ? _sites![absence.SiteId] : (int?)null;
            var same = db.Set<Exemption>().Where(row => row.From == start && row.StaffId == staffId && row.SiteId == siteId && row.Reason == absence.Reason);
            if (!await same.AnyAsync(cancel))
                await hall.Get<Propose>().Run(section, new Propose.Time(from, to, siteId, absence.StaffId, absence.Reason), cancel).Accepted();
            foreach (var id in await same.Where(row => row.SignedAt == null).Select(row => row.Id).ToListAsync(cancel))
                await hall.Get<Countersign>().Sign<Exemption>(sectionHead, id, cancel).Accepted();
        }
    }

    private async Task ReadIds(CancellationToken cancel)
    {
        if (_staff is not null)
            return;
        await using var db = await hall.Open(cancel);
        var sites = await db.Sites.AsNoTracking().ToListAsync(cancel);
        var windows = facts.Postings.ToLookup(row => row.StaffId, row => row.SiteId);
        _windows = await db.Windows.ToDictionaryAsync(window => window.Code, window => window.Id, cancel);
        _sites = sites.ToDictionary(site => site.Code, site => site.Id);
        _staff = (await db.Staff.AsNoTracking().Select(staff => new { staff.Number, staff.Id }).ToListAsync(cancel)).ToDictionary(
            staff => staff.Number,
            staff => (staff.Id, sites.Find(site => site.Code == windows[staff.Number].FirstOrDefault())?.Id));
    }

    private static Guid Key(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
