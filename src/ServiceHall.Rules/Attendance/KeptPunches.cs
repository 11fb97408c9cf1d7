using ServiceHall.Rules.Calendar;

namespace ServiceHall.Rules.Attendance;

/// <summary>
/// What is kept of a session's accepted punches: the first sign-in, and the last sign-out that is not before it. It is
/// the same in whatever order the punches come.
/// </summary>
public readonly record struct KeptPunches
{
    /// <summary>What is kept, from the earliest accepted sign-in and the latest accepted sign-out.</summary>
    public KeptPunches(LocalMinute? firstIn, LocalMinute? lastOut)
    {
        SignIn = firstIn;
        // If even the last one is before the sign-in, every one is.
        SignOut = lastOut < firstIn ? null : lastOut;
    }

    /// <summary>The sign-in (签到); null: none.</summary>
    public LocalMinute? SignIn { get; }

    /// <summary>The sign-out (签退); null: none.</summary>
    public LocalMinute? SignOut { get; }

    /// <summary>Whether neither slot has one.</summary>
    public bool IsEmpty => SignIn is null && SignOut is null;

    /// <summary>What is kept of a session's accepted punches.</summary>
    public static KeptPunches Of(IEnumerable<(PunchAction Action, LocalMinute At)> accepted)
    {
        LocalMinute? firstIn = null, lastOut = null;
        foreach (var (action, at) in accepted)
        {
            if (action == PunchAction.In) firstIn = firstIn is { } first ? LocalMinute.Earlier(first, at) : at;
            else lastOut = lastOut is { } last ? LocalMinute.Later(last, at) : at;
        }

        return new KeptPunches(firstIn, lastOut);
    }
}
