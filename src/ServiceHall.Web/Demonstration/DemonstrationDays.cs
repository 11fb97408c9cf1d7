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
/// <param name="section">Whoever of the section acts; null: nobody is there, and what takes them does not happen.</param>
/// <param name="sectionHead">The same for the head of it.</param>
internal sealed class DemonstrationDays(DemonstrationHall hall, DemonstrationFacts facts, Actor? section, Actor? sectionHead)
{
    // As far as one exemption goes.
    private const int LongestDays = 31;
    private const int DaysBetweenBorrowed = 10;
    private readonly DemonstrationLeave _leave = new(hall, section);
    private readonly Dictionary<string, string> _homes = facts.Postings.GroupBy(row => row.StaffId).ToDictionary(rows => rows.Key, rows => rows.First().SiteId);
    private DemonstrationRoster _roster = new();
    private List<string>? _people;

    /// <summary>Lives a part of a day.</summary>
    /// <param name="from">What happened then, itself included.</param>
    /// <param name="to">What happened before then.</param>
    /// <param name="without">People who act for themselves.</param>
    public async Task Live(DateOnly day, TimeOnly from, TimeOnly to, IReadOnlySet<int> without, CancellationToken cancel)
    {
        await using (var db = await hall.Open(cancel))
            _roster = await DemonstrationRoster.On(db, day, cancel);
        if (from == TimeOnly.MinValue)
        {
            hall.Clock.Set(day.ToDateTime(new TimeOnly(7, 0)));
            foreach (var absence in facts.Absences[day])
                await Excuse(absence, cancel);
            // What was asked for before the hall began is there on its first morning.
            foreach (var row in facts.Leave.Where(row => day == facts.First && row.SubmittedAt.Date < day.ToDateTime(TimeOnly.MinValue)))
                await Ask(row, day.ToDateTime(new TimeOnly(7, 5)), without, cancel);
            // The section reads in the morning what was handed in the days before.
            if (section is not null && !without.Contains(section.StaffId))
                await DecideExplanations(day, section, cancel);
            await _leave.RefuseBegun(day, without, cancel);
        }

        foreach (var row in facts.Leave.Where(row => DateOnly.FromDateTime(row.SubmittedAt) == day && IsWithin(row.SubmittedAt)))
            await Ask(row, row.SubmittedAt, without, cancel);
        await hall.Get<ClockInMany>().Run(
            [
                .. facts.Punches[day].Where(row => IsWithin(row.At)).Select(row => (Row: row, Person: _roster.Of(row.StaffId)))
                    .Where(pair => pair.Person is { } person && !without.Contains(person.Id)).Select(pair => Press(pair.Row, pair.Person!)),
            ],
            cancel);
        foreach (var row in facts.Findings[day].Where(row => IsWithin(row.At)))
            await Log(row, cancel);
        foreach (var row in facts.Explanations[day].Where(row => IsWithin(row.SubmittedAt) && _roster.Of(row.StaffId) is { } person && !without.Contains(person.Id)).OrderBy(row => row.SubmittedAt))
            await Explain(row, cancel);

        bool IsWithin(DateTime at) => TimeOnly.FromDateTime(at) is var time && time >= from && time < to;
    }

    /// <summary>The section looks at a month's truancy and closes it. What is still missing keeps it open, as it would for people.</summary>
    public async Task Settle(YearMonth month, CancellationToken cancel)
    {
        if (section is null)
            return;
        await using var db = await hall.Open(cancel);
        var truant = await ListTruancy.Unseen(db).Where(result => result.Day >= month.Days.First && result.Day <= month.Days.Last)
            .Select(result => new LookAtTruancy.Session(result.StaffId, result.Day, result.Part)).ToListAsync(cancel);
        foreach (var some in truant.Chunk(LookAtTruancy.Most))
            await hall.Try(hall.Get<LookAtTruancy>().Run(section, some, "已与窗口负责人核实，情况属实。", cancel));
        _ = await hall.Get<SettleMonth>().Close(section, month, cancel);
    }

    private ClockInMany.Press Press(DemonstrationFacts.PunchRow row, DemonstrationRoster.Person person)
    {
        // Whoever proved it by the code was at the hall's terminal; the others have a phone each, also where there is no hall.
        var terminal = row.ShowsCode ? person.Site?.Id : null;
        return new(
            new Actor(person.Id, "demonstration"),
            new(row.Action, Key($"punch {row.Line} {row.StaffId} {row.At:s}"), row.ShowsCode ? null : Where(row, person), TimeSpan.FromSeconds(1),
                terminal is null ? Phone(row) : TerminalDevice.Of("demonstration"), TerminalSiteId: terminal),
            hall.Clock.InstantOf(row.At));
    }

    // As far from the middle of the hall as the facts say, of whichever hall it is now.
    private Position? Where(DemonstrationFacts.PunchRow row, DemonstrationRoster.Person person)
    {
        if (row.Position is not { } there || person.Site is not { } now || facts.Sites.FirstOrDefault(site => site.Id == _homes.GetValueOrDefault(row.StaffId)) is not { } then)
            return row.Position;
        return there with { Latitude = there.Latitude - then.Latitude + now.Latitude, Longitude = there.Longitude - then.Longitude + now.Longitude };
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
        var person = _roster.Of(row.StaffId);
        if (section is null || (person?.WindowId ?? _roster.Window(row.WindowId)) is not { } windowId)
            return;
        var staffId = person?.Id;
        var form = new FindingForm(
            Key($"finding {row.Id}"), Enum.Parse<InspectionKind>(row.Inspection, ignoreCase: true), windowId, staffId, row.Code,
            row.Quantity, row.Severe, staffId is null ? "责任人由窗口负责人查明后补报。" : "", [], row.At);
        var logged = await hall.Try(hall.Get<LogFinding>().Run(section, form, cancel));
        if (logged.Refusal is not null || sectionHead is null)
            return;
        if (row.Verified && hall.Get<HallRulebook>().On(DateOnly.FromDateTime(row.At)).Scoring[row.Code].NeedsVerification)
            await hall.Try(hall.Get<VerifyFinding>().Verify(sectionHead, logged.Value, cancel));
        if (form.Inspection == InspectionKind.Unannounced)
            await hall.Try(hall.Get<VerifyFinding>().File(sectionHead, logged.Value, cancel));
    }

    // What the hall refuses (nobody can cover) comes as a paper slip, which the section enters.
    private async Task Ask(DemonstrationFacts.LeaveRow row, DateTime at, IReadOnlySet<int> without, CancellationToken cancel)
    {
        if (!await _leave.Run(row, _roster, at, without, cancel) && row.Counts)
            await Excuse(new(row.From, row.To, "", row.StaffId, "纸质请假单，无人顶岗"), cancel);
    }

    // Some come a day late, some explain what costs nothing: the hall refuses them, as it would real people's.
    private async Task Explain(DemonstrationFacts.ExplanationRow row, CancellationToken cancel)
    {
        hall.Clock.Set(row.SubmittedAt);
        var text = row.Action == PunchAction.In ? "路上堵车，到岗后已向窗口负责人说明。" : "替来办事的群众送材料，离岗前已向窗口负责人说明。";
        var answer = await hall.Get<ExplainSlot>().Run(new Actor(_roster.Of(row.StaffId)!.Id, "demonstration"), new(row.Day, row.Part, row.Action, text, null, ""), cancel);
        if (answer.Refusal is { Kind: not (RefusalKind.Rule or RefusalKind.Conflict) } refusal && hall.IsUntouched)
            throw Acceptable.Refused(refusal);
    }

    private async Task DecideExplanations(DateOnly day, Actor section, CancellationToken cancel)
    {
        hall.Clock.Set(day.ToDateTime(new TimeOnly(8, 10)));
        await using var db = await hall.Open(cancel);
        var waiting = await db.Waiting().Where(row => row.Day < day).Select(row => new { row.Id, row.Day, row.Part, row.Action, row.StaffId }).ToListAsync(cancel);
        foreach (var accepted in new[] { true, false })
        {
            int[] ids = [.. waiting.Where(row => facts.Explanations[row.Day].Any(fact =>
                (_roster.Of(fact.StaffId)?.Id, fact.Day, fact.Part, fact.Action, fact.Accepted) == (row.StaffId, row.Day, row.Part, row.Action, accepted))).Select(row => row.Id)];
            foreach (var some in ids.Chunk(Attendance.DecideExplanations.Most))
                await hall.Try(hall.Get<DecideExplanations>().Run(section, new(some, accepted, accepted ? "" : "没有说明合理的原因。"), cancel));
        }
    }

    // Declared by one of the section and signed by the head of it.
    private async Task Excuse(DemonstrationFacts.AbsenceRow absence, CancellationToken cancel)
    {
        // Of a hall that was removed: nobody has to be excused in it.
        if ((absence.SiteId.Length > 0 && _roster.Site(absence.SiteId) is null) || section is null)
            return;
        for (var from = absence.From; from < absence.To; from = from.AddDays(LongestDays))
        {
            var to = absence.To - from > TimeSpan.FromDays(LongestDays) ? from.AddDays(LongestDays) : absence.To;
            await using var db = await hall.Open(cancel);
            var (start, person) = (hall.Clock.InstantOf(from), _roster.Of(absence.StaffId));
            var (staffId, siteId) = (person?.Id, _roster.Site(absence.SiteId)?.Id);
            var same = db.Set<Exemption>().Where(row => row.From == start && row.StaffId == staffId && row.SiteId == siteId && row.Reason == absence.Reason);
            if (!await same.AnyAsync(cancel))
                await hall.Try(hall.Get<Propose>().Run(section, new Propose.Time(from, to, siteId, person?.Number ?? "", absence.Reason), cancel));
            foreach (var id in await same.Where(row => row.SignedAt == null).Select(row => row.Id).ToListAsync(cancel))
                await (sectionHead is null ? Task.CompletedTask : hall.Try(hall.Get<Countersign>().Sign<Exemption>(sectionHead, id, cancel)));
        }
    }

    private static Guid Key(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
