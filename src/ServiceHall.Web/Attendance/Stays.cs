using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// When somebody was there in a session, by the accepted punches in their order. The judgement keeps the first sign-in and the
/// last sign-out; who is there now is another question. A sign-in after a sign-out is there again. A sign-out for leave that ends
/// within the session counts until that leave ends, as if nothing had been pressed: such leave changes nothing of what is owed.
/// </summary>
/// <param name="Past">What ended with a sign-out, in order; leave and times away are not taken out.</param>
/// <param name="Since">From when on somebody is there again, or will be; null: not there.</param>
internal sealed record Stays(IReadOnlyList<Interval> Past, LocalMinute? Since)
{
    public static Stays Of(JudgedSession judged)
    {
        var past = new List<Interval>();
        LocalMinute? since = null;
        foreach (var (action, at) in judged.Punches)
        {
            if (action == PunchAction.In)
            {
                since = since is { } there ? LocalMinute.Earlier(there, at) : at;
                continue;
            }

            if (since is { } start && start <= at)
                past.Add(new Interval(start, at));
            else if (past.Count > 0)
                past[^1] = new Interval(past[^1].Start, at); // the last one of several counts
            else
                continue;
            since = BackFrom(judged, at);
        }

        return new Stays(past, since);
    }

    /// <summary>The stays as they are in a minute; whoever is still there is so beyond it.</summary>
    public IEnumerable<Interval> UpTo(LocalMinute now) => Since is { } since && since <= now ? Past.Append(new Interval(since, now + 1)) : Past;

    /// <summary>The sign-out by which a person is gone in a minute; null: none, or there again.</summary>
    public static LocalMinute? LeftAt(JudgedSession judged, LocalMinute now) => Of(judged).Since <= now ? null : judged.Result.Kept.SignOut;

    /// <summary>The end of the leave that a sign-out was for; null: for none, or for one that the session ends in.</summary>
    private static LocalMinute? BackFrom(JudgedSession judged, LocalMinute left)
    {
        // On the way out nobody waits for the minute: so long the table card would do (考勤 一(四)).
        var early = judged.Result.Rules.AwayCard.Value;
        var end = judged.Leave.Select(leave => leave.Rule.Time).Where(time => time.Start - early <= left && left < time.End)
            .Select(time => (LocalMinute?)time.End).Max();
        return end < judged.Result.Session.Hours.End ? end : null;
    }
}
