using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;
using Excused = ServiceHall.Rules.Attendance.Exemption;
using Exemption = ServiceHall.Web.Calendar.Exemption;
using Judged = ServiceHall.Rules.Attendance.SessionResult;

namespace ServiceHall.Web.Attendance;

/// <summary>The judgement of one session of one person.</summary>
internal sealed record JudgedSession(int StaffId, int WindowId, Judged Result)
{
    /// <summary>Whether an explanation of its sign-in was accepted.</summary>
    public bool SignInExplained { get; init; }

    /// <summary>Whether an explanation of its sign-out was accepted.</summary>
    public bool SignOutExplained { get; init; }

    /// <summary>The person's counting leave that shares a moment with the day.</summary>
    public required IReadOnlyList<CoveredLeave> Leave { get; init; }

    /// <summary>The session's accepted punches in the order in which they came.</summary>
    public required IEnumerable<(PunchAction Action, LocalMinute At)> Punches { get; init; }

    /// <summary>Whether an explanation of a slot counts.</summary>
    public bool IsExplained(PunchAction action) => action == PunchAction.In ? SignInExplained : SignOutExplained;
}

/// <summary>
/// Judges the sessions of a day from what is stored: postings, accepted punches, counting leave, signed exemptions,
/// accepted explanations, and days on which an enrolment waited for the section (考勤 一(六)). Before the close and
/// at the close it is the same judgement.
/// </summary>
internal sealed class JudgeDays(TimeProvider clock)
{
    /// <summary>The sessions that people owed on a day.</summary>
    /// <param name="staffIds">Of whom; null: of everybody posted.</param>
    public async Task<IReadOnlyList<JudgedSession>> Run(HallDb db, GateInForce gate, DateOnly day, IReadOnlyCollection<int>? staffIds, CancellationToken cancel)
    {
        var sessions = gate.Days.Timetable.On(day);
        if (sessions.Count == 0)
            return [];
        var punches = (await db.Set<Punch>().AsNoTracking()
                .Where(punch => punch.Day == day && punch.Outcome == PunchOutcome.Accepted)
                .Where(punch => staffIds == null || staffIds.Contains(punch.StaffId)).OrderBy(punch => punch.Minute).ThenBy(punch => punch.Id)
                .Select(punch => new { punch.StaffId, punch.Part, punch.Action, punch.Minute }).ToListAsync(cancel))
            .ToLookup(punch => (punch.StaffId, punch.Part), punch => (punch.Action, LocalMinute.Of(punch.Minute)));
        var (start, end) = (clock.InstantOf(day.ToDateTime(TimeOnly.MinValue)), clock.InstantOf(day.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        var exemptions = await Exemptions(db, start, end, cancel);
        var leave = await LeaveFacts.ReadCovered(db, clock, start, end, staffIds, cancel);
        var explained = await Explained(db, day, staffIds, cancel);
        var waiting = await EnrolmentWaits.On(db, day, cancel);
        var wait = EnrolmentWaits.Cover(day);
        var rules = gate.Days.Timetable.Rulebook.On(day).Attendance;
        var judged = new List<JudgedSession>();
        foreach (var staffId in staffIds ?? gate.Numbers.Keys)
        {
            if (gate.PostingOf(staffId, day) is not { } posting)
                continue;
            var window = gate.Windows[posting.Window];
            IReadOnlyList<CoveredLeave> own = [.. leave[staffId]];
            foreach (var session in sessions)
            {
                var covers = exemptions.Where(exemption => Holds(exemption, staffId, window.SiteId)).Select(AsCover)
                    .Concat(own.Select(one => Cover.Of(one.Rule)))
                    .Concat(gate.Enrolments[staffId].Select(enrolment => enrolment.Excuse(session)).OfType<Excused>().Select(Cover.Of))
                    .Where(cover => cover.Time.Overlaps(session.Hours)).ToList();
                if (waiting.Contains(staffId))
                    covers.Add(wait);
                var accepted = punches[(staffId, session.Part)];
                var kept = KeptPunches.Of(accepted);
                var (signIn, signOut) = (explained.Contains((staffId, session.Part, PunchAction.In)), explained.Contains((staffId, session.Part, PunchAction.Out)));
                judged.Add(new JudgedSession(staffId, window.Id, SessionJudge.Judge(posting, session, kept, covers, signIn, rules))
                {
                    SignInExplained = signIn, SignOutExplained = signOut, Leave = own, Punches = accepted,
                });
            }
        }

        return judged;
    }

    // Handed in in time, or they would not be there.
    private static async Task<HashSet<(int, DayPart, PunchAction)>> Explained(HallDb db, DateOnly day, IReadOnlyCollection<int>? staffIds, CancellationToken cancel) =>
        [.. (await db.Set<Explanation>().AsNoTracking().Where(explanation => explanation.Day == day && explanation.Accepted == true)
            .Where(explanation => staffIds == null || staffIds.Contains(explanation.StaffId))
            .Select(explanation => new { explanation.StaffId, explanation.Part, explanation.Action }).ToListAsync(cancel))
            .Select(explanation => (explanation.StaffId, explanation.Part, explanation.Action))];

    private async Task<List<Exemption>> Exemptions(HallDb db, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel) =>
        await db.Set<Exemption>().AsNoTracking()
            .Where(exemption => exemption.SignedAt != null && exemption.WithdrawnAt == null && exemption.From < end && exemption.To > start)
            .OrderBy(exemption => exemption.Id).ToListAsync(cancel);

    private static bool Holds(Exemption exemption, int staffId, int? siteId) =>
        (exemption.SiteId is null || exemption.SiteId == siteId)
        && (exemption.StaffId is null || exemption.StaffId == staffId);

    private Cover AsCover(Exemption exemption) => Cover.Of(new Excused(
        exemption.Reason, new Interval(LocalMinute.Of(clock.Civil(exemption.From)), LocalMinute.Of(clock.Civil(exemption.To))), null, null));
}
