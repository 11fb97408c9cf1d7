using ServiceHall.Rules.Appraisal;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Ranking;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Rules.Tests;

/// <summary>A small hall: its facts, and the flow of the rules over them, arrow by arrow.</summary>
internal sealed class Hall
{
    public HallRulebook Rulebook { get; init; } = HallRulebook.BuiltIn;

    public Dictionary<DateOnly, bool> Workdays { get; init; } = [];

    public List<Window> Windows { get; init; } = [];

    public List<Posting> Postings { get; init; } = [];

    public List<Punch> Punches { get; init; } = [];

    public List<LeaveRequest> Leave { get; init; } = [];

    public List<Exemption> Exemptions { get; init; } = [];

    public List<Explanation> Explanations { get; init; } = [];

    public List<Finding> Findings { get; init; } = [];

    public List<Credit> Credits { get; init; } = [];

    /// <summary>By site; a window without a site has no fence.</summary>
    public Dictionary<SiteId, Fence> Fences { get; init; } = [];

    public Timetable Timetable => new(new HallCalendar(Workdays), Rulebook);

    public Roster Roster => new(Windows, Postings);

    /// <summary>Lets everybody posted sign in and out to the minute in every session, but for those named.</summary>
    public void PunchOnTime(Period period, IReadOnlyCollection<(StaffId Staff, DateOnly Day, DayPart Part)> butFor)
    {
        var timetable = Timetable;
        foreach (var (posting, session) in from posting in Postings
                                           from day in period.Days
                                           where posting.Holds(day)
                                           from session in timetable.On(day)
                                           where !butFor.Contains((posting.Staff, day, session.Part))
                                           select (posting, session))
        {
            Punches.Add(new Punch(posting.Staff, session.Hours.Start.ToDateTime(), PunchAction.In, null, ShowedCode: true));
            Punches.Add(new Punch(posting.Staff, session.Hours.End.ToDateTime(), PunchAction.Out, null, ShowedCode: true));
        }
    }

    public Outcome Run(Period period)
    {
        var (roster, timetable) = (Roster, Timetable);
        var (entries, eligibility, tally, full) = (new List<LedgerEntry>(), new Eligibility(Rulebook), new YearTally(), new FullAttendance());
        var sessions = Sessions(period, roster, timetable).ToList();
        foreach (var session in sessions)
        {
            var rules = Rulebook.On(session.Session.Day);
            entries.AddRange(AttendanceEntries.Of(session, rules, action => IsExplained(session, action)));
            eligibility.Add(session);
            tally.Add(session);
            full.Add(session, rules.Leave);
        }

        var findings = FindingJudge.Judge(Findings.Where(finding => period.Holds(finding.Day)), Rulebook);
        var credits = CreditJudge.Judge(Credits.Where(credit => period.Holds(credit.Day)), Rulebook);
        entries.AddRange(findings.Select(finding => FindingEntries.Of(finding, roster)).OfType<LedgerEntry>());
        entries.AddRange(credits.Select(credit => CreditEntries.Of(credit, roster)).OfType<LedgerEntry>());
        entries.AddRange(full.Entries(period, Rulebook));
        foreach (var entry in entries) eligibility.Add(entry);
        foreach (var request in Leave.Where(request => request.Counts))
        {
            eligibility.Add(request, period, timetable);
            tally.Add(request, period, timetable);
        }

        var scores = Quarter.In(period).SelectMany(quarter =>
        {
            var totals = new QuarterTotals();
            foreach (var entry in entries.Where(entry => quarter.Days.Holds(entry.BookedOn))) totals.Add(entry);
            return Scores.Of(quarter, period, roster, totals, Rulebook);
        }).ToList();
        return new Outcome(sessions, entries, findings, credits, scores, eligibility, this, period, tally);
    }

    /// <summary>Whether an explanation of a slot of the session counts.</summary>
    public bool IsExplained(SessionResult session, PunchAction action) => Explanations.Exists(explanation =>
        explanation.Slot == new SlotKey(session.Posting.Staff, session.Session.Day, session.Session.Part, action)
        && explanation.Counts(Rulebook));

    private IEnumerable<SessionResult> Sessions(Period period, Roster roster, Timetable timetable)
    {
        var gate = new PunchGate(roster, timetable, Fences);
        var accepted = Punches.Select(punch => gate.Judge(punch)).Where(verdict => verdict.IsAccepted)
            .ToLookup(verdict => (verdict.Punch.Staff, verdict.Slot!.Session), verdict => (verdict.Punch.Action, verdict.Punch.Minute));
        foreach (var (staff, day) in from staff in roster.Staff from day in period.Days select (staff, day))
        {
            if (roster.On(staff, day) is not { } posting) continue;
            foreach (var session in timetable.On(day))
            {
                yield return SessionJudge.Judge(
                    posting, session, KeptPunches.Of(accepted[(staff, session)]), Covers(posting, session, roster),
                    Explanations.Exists(explanation => explanation.Counts(Rulebook)
                        && explanation.Slot == new SlotKey(staff, day, session.Part, PunchAction.In)),
                    Rulebook.On(day).Attendance);
            }
        }
    }

    private List<Cover> Covers(Posting posting, Session session, Roster roster) =>
    [
        .. Leave.Where(leave => leave.Counts && leave.Staff == posting.Staff && leave.Time.Overlaps(session.Hours)).Select(Cover.Of),
        .. Exemptions.Where(exemption => exemption.Time.Overlaps(session.Hours)
            && exemption.HoldsFor(posting.Staff, roster.SiteOf(posting.Window))).Select(Cover.Of),
    ];
}

/// <summary>What follows from a hall's facts.</summary>
internal sealed record Outcome(
    IReadOnlyList<SessionResult> Sessions, IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<JudgedFinding> Findings,
    IReadOnlyList<JudgedCredit> Credits, IReadOnlyList<Score> Scores, Eligibility Eligibility, Hall Hall, Period Period, YearTally Tally)
{
    public IReadOnlyList<Place> Places(Quarter quarter, SubjectKind kind) => Standing.Of(
        quarter, Scores.Where(score => score.Quarter == quarter && score.Subject.Kind == kind), Eligibility,
        Hall.Rulebook.On(quarter.Days.Last).Quarter);

    public IReadOnlyList<YearRecord> Year(int year) => [.. Tally.Of(year, Period, Hall.Roster, Hall.Rulebook)];
}
