using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Scoring.Settling;
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
    private const int DaysBetweenBorrowed = 10;
    private readonly DemonstrationLeave _leave = new(hall, section);
    private Dictionary<string, (int Id, int? SiteId)>? _staff;
    private Dictionary<string, int>? _sites;
    private Dictionary<string, int>? _windows;
    private List<string>? _people;

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
            // What was asked for before the hall began is there on its first morning.
            foreach (var row in facts.Leave.Where(row => day == facts.First && row.SubmittedAt.Date < day.ToDateTime(TimeOnly.MinValue)))
                await Ask(row, day.ToDateTime(new TimeOnly(7, 5)), without, cancel);
            // The section reads in the morning what was handed in the days before.
            if (!without.Contains(section.StaffId))
                await DecideExplanations(day, cancel);
            await _leave.RefuseBegun(day, without, cancel);
        }

        foreach (var row in facts.Leave.Where(row => DateOnly.FromDateTime(row.SubmittedAt) == day && IsWithin(row.SubmittedAt)))
            await Ask(row, row.SubmittedAt, without, cancel);
        await hall.Get<ClockInMany>().Run(
            [
                .. facts.Punches[day].Where(row => IsWithin(row.At) && _staff!.ContainsKey(row.StaffId))
                    .Select(row => (Row: row, Person: _staff![row.StaffId])).Where(pair => !without.Contains(pair.Person.Id))
                    .Select(pair => Press(pair.Row, pair.Person)),
            ],
            cancel);
        foreach (var row in facts.Findings[day].Where(row => IsWithin(row.At)))
            await Log(row, cancel);
        foreach (var row in facts.Explanations[day].Where(row => IsWithin(row.SubmittedAt) && _staff!.TryGetValue(row.StaffId, out var person) && !without.Contains(person.Id)).OrderBy(row => row.SubmittedAt))
            await Explain(row, cancel);

        bool IsWithin(DateTime at) => TimeOnly.FromDateTime(at) is var time && time >= from && time < to;
    }

    /// <summary>The section looks at a month's truancy and closes it. What is still missing keeps it open, as it would for people.</summary>
    public async Task Settle(YearMonth month, CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        var truant = await ListTruancy.Unseen(db).Where(result => result.Day >= month.Days.First && result.Day <= month.Days.Last)
            .Select(result => new LookAtTruancy.Session(result.StaffId, result.Day, result.Part)).ToListAsync(cancel);
        foreach (var some in truant.Chunk(LookAtTruancy.Most))
            await hall.Get<LookAtTruancy>().Run(section, some, "已与窗口负责人核实，情况属实。", cancel).Accepted();
        _ = await hall.Get<SettleMonth>().Close(section, month, cancel);
    }

    private ClockInMany.Press Press(DemonstrationFacts.PunchRow row, (int Id, int? SiteId) person)
    {
        // Whoever proved it by the code was at the hall's terminal; the others have a phone each, also where there is no hall.
        var terminal = row.ShowsCode ? person.SiteId : null;
        return new(
            new Actor(person.Id, "demonstration"),
            new(row.Action, Key($"punch {row.Line} {row.StaffId} {row.At:s}"), row.ShowsCode ? null : row.Position, TimeSpan.FromSeconds(1),
                terminal is null ? Phone(row) : TerminalDevice.Of("demonstration"), TerminalSiteId: terminal),
            hall.Clock.InstantOf(row.At));
    }

    // Now and then somebody left theirs at home and borrows a colleague's, which the section sees as a signal.
    private string Phone(DemonstrationFacts.PunchRow row)
    {
        _people ??= [.. facts.Postings.Select(post => post.StaffId).Distinct()];
        var day = DateOnly.FromDateTime(row.At).DayNumber - facts.First.DayNumber;
        var (lends, borrows) = (_people[day % _people.Count], _people[(day + 1) % _people.Count]);
        var owner = day % DaysBetweenBorrowed == DaysBetweenBorrowed - 1 && row.StaffId == borrows ? lends : row.StaffId;
        return $"{Key($"phone {owner}")}";
    }

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

    // What the hall refuses (nobody can cover) comes as a paper slip, which the section enters.
    private async Task Ask(DemonstrationFacts.LeaveRow row, DateTime at, IReadOnlySet<int> without, CancellationToken cancel)
    {
        if (!await _leave.Run(row, at, without, cancel) && row.Counts)
            await Excuse(new(row.From, row.To, "", row.StaffId, "纸质请假单，无人顶岗"), cancel);
    }

    // Some come a day late, some explain what costs nothing: the hall refuses them, as it would real people's.
    private async Task Explain(DemonstrationFacts.ExplanationRow row, CancellationToken cancel)
    {
        hall.Clock.Set(row.SubmittedAt);
        var text = row.Action == PunchAction.In ? "路上堵车，到岗后已向窗口负责人说明。" : "替来办事的群众送材料，离岗前已向窗口负责人说明。";
        var answer = await hall.Get<ExplainSlot>().Run(new Actor(_staff![row.StaffId].Id, "demonstration"), new(row.Day, row.Part, row.Action, text, null, ""), cancel);
        if (answer.Refusal is { Kind: not (RefusalKind.Rule or RefusalKind.Conflict) } refusal)
            throw new InvalidOperationException($"The demonstration was refused: {refusal.Text}");
    }

    private async Task DecideExplanations(DateOnly day, CancellationToken cancel)
    {
        hall.Clock.Set(day.ToDateTime(new TimeOnly(8, 10)));
        await using var db = await hall.Open(cancel);
        var waiting = await db.Waiting().Where(row => row.Day < day).Select(row => new { row.Id, row.Day, row.Part, row.Action, row.Staff!.Number }).ToListAsync(cancel);
        foreach (var accepted in new[] { true, false })
        {
            int[] ids = [.. waiting.Where(row => facts.Explanations[row.Day].Any(fact =>
                (fact.StaffId, fact.Day, fact.Part, fact.Action, fact.Accepted) == (row.Number, row.Day, row.Part, row.Action, accepted))).Select(row => row.Id)];
            foreach (var some in ids.Chunk(Attendance.DecideExplanations.Most))
                await hall.Get<DecideExplanations>().Run(section, new(some, accepted, accepted ? "" : "没有说明合理的原因。"), cancel).Accepted();
        }
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
