using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary>The facts of one minute, put together to windows and people.</summary>
internal sealed class PresenceScene
{
    private readonly LocalMinute _now;
    // The minute of the session that states are of: before it its first, after it its last.
    private readonly LocalMinute _moment;
    private readonly Session _session;
    private readonly bool _runs;
    private readonly RulesInForce _rules;
    private readonly TimeProvider _clock;
    private readonly DayRoster _roster;
    private readonly IReadOnlyList<JudgedSession> _judged;
    private readonly ILookup<int, CoveredLeave> _leave;
    private readonly ILookup<int, SteppedAway> _aways;

    public PresenceScene(
        LocalMinute now, Session session, bool runs, RulesInForce rules, TimeProvider clock, DayRoster roster, IReadOnlyList<JudgedSession> judged, List<SteppedAway> aways)
    {
        (_now, _session, _runs, _rules, _clock, _roster, _judged) = (now, session, runs, rules, clock, roster, judged);
        _moment = LocalMinute.Earlier(LocalMinute.Later(now, session.Hours.Start), session.Hours.End - 1);
        _leave = judged.DistinctBy(one => one.StaffId).SelectMany(one => one.Leave, (one, leave) => (one.StaffId, Leave: leave)).ToLookup(one => one.StaffId, one => one.Leave);
        _aways = aways.ToLookup(away => away.StaffId);
    }

    /// <summary>The windows at which somebody is posted, by hall and code.</summary>
    public IReadOnlyList<WindowNow> Windows()
    {
        var sessions = _judged.Where(one => one.Result.Session.Part == _session.Part).ToList();
        var there = sessions.ToDictionary(one => one.StaffId, Presence);
        return
        [
            .. sessions.GroupBy(one => one.WindowId).Select(group => Window(_roster.Windows[group.Key], [.. group], there))
                .OrderBy(window => window.Site, HallOrder.Comparer).ThenBy(window => window.Code, HallOrder.Comparer),
        ];
    }

    /// <summary>The day's times away that took too long, the latest first.</summary>
    public IReadOnlyList<LongAway> LongAways() =>
    [
        .. _aways.SelectMany(person => person).Select(away => (Row: away, Now: Away(away))).Where(away => away.Now.IsTooLong)
            .OrderByDescending(away => away.Row.From)
            .Select(away => new LongAway(away.Row.WindowId, _roster.NameOfWindow(away.Row.WindowId), away.Row.StaffId, _roster.NameOf(away.Row.StaffId), away.Now)),
    ];

    private WindowNow Window(WindowOnDay window, List<JudgedSession> sessions, Dictionary<int, IReadOnlyList<Interval>> there)
    {
        var people = sessions.ConvertAll(one => Person(one, there));
        var manned = sessions.SelectMany(one => there[one.StaffId]).ToList();
        var owed = sessions.Where(one => one.Result.Required is not null)
            .SelectMany(one => one.Result.Required!.Value.Without(_leave[one.StaffId].Select(leave => leave.Rule.Time))).ToList();
        foreach (var leave in sessions.SelectMany(one => _leave[one.StaffId]).Where(leave => leave.CoverId is not null && leave.Rule.Time.Overlaps(_session.Hours)))
        {
            var time = Shared(leave.Rule.Time, _session.Hours);
            // While somebody covers, it is that person who owes the window.
            if (people.TrueForAll(person => !person.Owes))
                owed.Add(time);
            manned.AddRange(there.GetValueOrDefault(leave.CoverId!.Value, []).Where(time.Overlaps).Select(present => Shared(present, time)));
        }

        return new WindowNow(
            window.Id, window.Code, window.Name, window.UnitId, window.Unit, window.SiteId, window.Site,
            [.. people.OrderBy(person => person.Number, HallOrder.Comparer)], manned, _runs ? EmptyPost.At(owed, manned, _now) : null);
    }

    private PersonNow Person(JudgedSession judged, Dictionary<int, IReadOnlyList<Interval>> there)
    {
        var (id, result) = (judged.StaffId, judged.Result);
        var leave = _leave[id].FirstOrDefault(row => Holds(row.Rule.Time, _moment));
        var left = Stays.LeftAt(judged, _now);
        var away = left is null ? _aways[id].FirstOrDefault(row => row.BackAt is null && row.Part == _session.Part) : null;
        var owes = leave is null && result.Required is { } required && Holds(required, _moment);
        var state =
            leave is not null ? PersonState.OnLeave
            : result.Required is null ? result.Presence == Rules.Attendance.Presence.Leave ? PersonState.OnLeave : PersonState.Exempt
            : left is not null ? PersonState.SignedOut
            : away is not null ? PersonState.Away
            : result.Kept.SignIn is not null ? result.LateMinutes > 0 ? PersonState.Late : PersonState.Present
            : _now > result.Required.Value.Start ? PersonState.Absent
            : PersonState.NotYet;
        return new PersonNow(
            id, result.Posting.Staff.ToString(), _roster.NameOf(id), state, owes, result.Kept.SignIn, left, result.LateMinutes,
            away is null ? null : Away(away), leave is null ? null : Leave(leave, there));
    }

    private LeaveNow Leave(CoveredLeave leave, Dictionary<int, IReadOnlyList<Interval>> there) => new(
        _rules.Leave.Kinds.TryGetValue(leave.Rule.Kind, out var kind) ? kind.Title : leave.Rule.Kind, leave.Rule.Time.End, leave.CoverId is null ? null : leave.Cover,
        leave.CoverId is { } cover && there.GetValueOrDefault(cover, []).Any(time => Holds(time, _moment)));

    private AwayNow Away(SteppedAway away)
    {
        var (from, back) = (Minute(away.From), away.BackAt is { } at ? Minute(at) : (LocalMinute?)null);
        var time = TimeAway.Of(from, back ?? _now, _leave[away.StaffId].Select(row => row.Rule.Time), _rules.Attendance);
        return new AwayNow(from, Minute(away.ExpectedBack), back, time.Minutes, time.NeedsReminder, time.NeedsLeave);
    }

    /// <summary>When a person was at the window: from each sign-in to the sign-out, without the times away and leave.</summary>
    private IReadOnlyList<Interval> Presence(JudgedSession judged)
    {
        var gone = _aways[judged.StaffId].Where(away => away.Part == _session.Part)
            .Select(away => new Interval(Minute(away.From), away.BackAt is { } back ? Minute(back) : LocalMinute.Later(_now + 1, Minute(away.From))))
            .Concat(_leave[judged.StaffId].Select(leave => leave.Rule.Time));
        return [.. Stays.Of(judged).UpTo(_now).SelectMany(stay => stay.Without(gone))];
    }

    private LocalMinute Minute(DateTimeOffset at) => LocalMinute.Of(_clock.Civil(at));

    private static bool Holds(Interval time, LocalMinute minute) => time.Start <= minute && minute < time.End;

    private static Interval Shared(Interval one, Interval other) =>
        new(LocalMinute.Later(one.Start, other.Start), LocalMinute.Earlier(one.End, other.End));
}
