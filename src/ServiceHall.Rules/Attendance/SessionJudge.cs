using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Attendance;

/// <summary>Judges one session of one person: what was kept of the punches against what was owed (考勤 一(一)-(三)).</summary>
public static class SessionJudge
{
    /// <summary>Judges a session.</summary>
    /// <param name="posting">The person's posting that day.</param>
    /// <param name="session">The session owed.</param>
    /// <param name="kept">What is kept of its accepted punches.</param>
    /// <param name="covers">Counting leave and exemptions that share a minute with it.</param>
    /// <param name="signInExplained">An explanation of the sign-in counts: truancy becomes absence.</param>
    /// <param name="rules">The rules of the day.</param>
    public static SessionResult Judge(
        Posting posting, Session session, KeptPunches kept, List<Cover> covers, bool signInExplained, AttendanceRules rules)
    {
        var owed = Owed.Of(session, covers);
        var result = new SessionResult
        {
            Posting = posting,
            Session = session,
            Rules = rules,
            Kept = kept,
            Required = owed.Required,
            Cover = owed.Whole,
            Presence = Presence.Present,
        };
        if (owed.Required is not { } required)
            return result with { Presence = owed.Whole?.Leave is null ? Presence.Exempt : Presence.Leave };

        if (kept.IsEmpty)
            return result with { Presence = signInExplained ? Presence.Absent : Presence.Truant, Explained = signInExplained };

        if (kept.SignIn is not { } signIn) return result with { Presence = Presence.Absent };

        var late = MinutesPast(required.Start, signIn);
        if (late > rules.LateLimit.Value) return result with { Presence = Presence.Absent, LateMinutes = late };

        return result with
        {
            LateMinutes = late,
            EarlyMinutes = kept.SignOut is { } signOut ? MinutesPast(signOut, required.End) : 0,
            MissingOut = kept.SignOut is null,
        };
    }

    private static int MinutesPast(LocalMinute due, LocalMinute at) => (int)Math.Max(0, at - due);
}
