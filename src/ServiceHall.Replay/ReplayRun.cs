using ServiceHall.Replay.Facts;
using ServiceHall.Rules.Appraisal;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Ranking;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Replay;

/// <summary>A punch that the rules refused.</summary>
internal readonly record struct Rejection(StaffId Staff, DateTime At, PunchAction Action, PunchOutcome Outcome, Reason? Why);

/// <summary>The standing of one quarter.</summary>
internal sealed record QuarterResult(Quarter Quarter, IReadOnlyList<Score> Scores, IReadOnlyList<Place> People, IReadOnlyList<Place> Windows);

/// <summary>What a run gives beside the sessions, which are handed on as they are judged.</summary>
internal sealed record ReplayResults(
    IReadOnlyList<Rejection> Rejections,
    IReadOnlyList<MeasuredLeave> Leave,
    IReadOnlyList<LedgerEntry> Ledger,
    IReadOnlyList<QuarterResult> Quarters,
    IReadOnlyList<YearRecord> Years);

/// <summary>
/// Runs one rulebook over a hall's facts: the flow of the rules, arrow by arrow. Punches come first, one by one; then
/// <see cref="Finish"/> judges the sessions and books, adds up and ranks.
/// </summary>
internal sealed class ReplayRun
{
    private readonly HallFacts _facts;
    private readonly HallRulebook _rulebook;
    private readonly Timetable _timetable;
    private readonly PunchGate _gate;
    private readonly PunchStore _punches = new();
    private readonly List<Rejection> _rejections = [];
    private readonly bool _explains;

    public ReplayRun(HallFacts facts, HallRulebook rulebook, bool explains)
    {
        (_facts, _rulebook, _explains) = (facts, rulebook, explains);
        _timetable = new Timetable(facts.Calendar, rulebook);
        _gate = new PunchGate(facts.Roster, _timetable, facts.Fences);
    }

    /// <summary>Judges a punch and keeps what is to be kept of it.</summary>
    public void Take(Punch punch)
    {
        var verdict = _gate.Judge(punch);
        if (verdict.Slot is { } slot && verdict.IsAccepted) _punches.Add(punch.Staff, slot, punch.Minute);
        else _rejections.Add(new Rejection(punch.Staff, punch.At, punch.Action, verdict.Outcome, _explains ? verdict.Why : null));
    }

    /// <summary>Draws the conclusions for a period.</summary>
    /// <param name="period">Punches, findings and credits outside are as if they were not there.</param>
    /// <param name="onSession">Gets each session's result, ordered by day, person and session, with the rules of leave of the day.</param>
    /// <param name="progress">Gets the share of days done.</param>
    public ReplayResults Finish(Period period, Action<SessionResult, LeaveRules> onSession, Action<double> progress)
    {
        var ledger = new List<LedgerEntry>();
        var eligibility = new Eligibility(_rulebook);
        var years = new YearTally();
        var full = new FullAttendance();

        JudgeSessions(period, progress, (result, rules, entries) =>
        {
            onSession(result, rules);
            ledger.AddRange(entries);
            eligibility.Add(result);
            years.Add(result);
            full.Add(result, rules);
        });
        ledger.AddRange(FindingsAndCredits(period));
        ledger.AddRange(full.Entries(period, _rulebook));
        foreach (var entry in ledger) eligibility.Add(entry);
        foreach (var request in _facts.Leave.Where(request => request.Counts))
        {
            eligibility.Add(request, period, _timetable);
            years.Add(request, period, _timetable);
        }

        return new ReplayResults(
            [.. _rejections.Where(rejection => period.Holds(DateOnly.FromDateTime(rejection.At)))],
            [.. _facts.Leave.GroupBy(request => request.Staff).SelectMany(person => LeaveTiers.Measure(person, _facts.Roster, _timetable))],
            ledger,
            [.. Quarter.In(period).Select(quarter => Rank(quarter, period, ledger, eligibility))],
            [.. Years(period).SelectMany(year => years.Of(year, period, _facts.Roster, _rulebook))]);
    }

    /// <summary>Judges the days side by side and hands their sessions on in order.</summary>
    private void JudgeSessions(Period period, Action<double> progress, Action<SessionResult, LeaveRules, IReadOnlyList<LedgerEntry>> take)
    {
        var explained = _facts.Explanations.Where(explanation => explanation.Counts(_rulebook)).Select(explanation => explanation.Slot).ToHashSet();
        var covers = new CoverBook(_facts);
        var workdays = period.Days.Where(day => _timetable.On(day).Count > 0).ToList();
        var done = 0.0;
        foreach (var day in workdays.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(day => JudgeDay(day, covers.On(day), explained)))
        {
            foreach (var (result, rules, entries) in day) take(result, rules, entries);
            progress(++done / workdays.Count);
        }
    }

    private List<(SessionResult Result, LeaveRules Rules, IReadOnlyList<LedgerEntry> Entries)> JudgeDay(
        DateOnly day, DayCovers covers, HashSet<SlotKey> explained)
    {
        var rules = _rulebook.On(day);
        var sessions = _timetable.On(day);
        var results = new List<(SessionResult Result, LeaveRules Rules, IReadOnlyList<LedgerEntry> Entries)>(_facts.Roster.Staff.Count * sessions.Count);
        foreach (var staff in _facts.Roster.Staff)
        {
            if (_facts.Roster.On(staff, day) is not { } posting) continue;
            var site = _facts.Roster.SiteOf(posting.Window);
            foreach (var session in sessions)
            {
                bool IsExplained(PunchAction action) => explained.Contains(new SlotKey(staff, day, session.Part, action));
                var result = SessionJudge.Judge(
                    posting, session, _punches.Kept(staff, session), covers.Of(posting, site, session),
                    IsExplained(PunchAction.In), rules.Attendance);
                results.Add((result, rules.Leave, [.. AttendanceEntries.Of(result, rules, IsExplained)]));
            }
        }

        return results;
    }

    private IEnumerable<LedgerEntry> FindingsAndCredits(Period period)
    {
        var findings = FindingJudge.Judge(_facts.Findings.Where(finding => period.Holds(finding.Day)), _rulebook);
        var credits = CreditJudge.Judge(_facts.Credits.Where(credit => period.Holds(credit.Day)), _rulebook);
        return findings.Select(finding => FindingEntries.Of(finding, _facts.Roster))
            .Concat(credits.Select(credit => CreditEntries.Of(credit, _facts.Roster)))
            .OfType<LedgerEntry>();
    }

    private QuarterResult Rank(Quarter quarter, Period period, List<LedgerEntry> ledger, Eligibility eligibility)
    {
        var totals = new QuarterTotals();
        foreach (var entry in ledger.Where(entry => quarter.Days.Holds(entry.BookedOn))) totals.Add(entry);
        var scores = Scores.Of(quarter, period, _facts.Roster, totals, _rulebook);
        var cuts = _rulebook.On(quarter.Days.Last).Quarter;
        return new QuarterResult(quarter, scores, Places(SubjectKind.Person), Places(SubjectKind.Window));

        IReadOnlyList<Place> Places(SubjectKind kind) =>
            Standing.Of(quarter, scores.Where(score => score.Subject.Kind == kind), eligibility, cuts);
    }

    private static IEnumerable<int> Years(Period period) =>
        period.IsEmpty ? [] : Enumerable.Range(period.First.Year, period.Last.Year - period.First.Year + 1);
}
