using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;

namespace ServiceHall.Web.Attendance;

/// <summary>How a person stands in the session that is looked at.</summary>
internal enum PersonState
{
    /// <summary>在岗.</summary>
    Present,

    /// <summary>迟到, and there now.</summary>
    Late,

    /// <summary>未到: the time is past, nobody signed in.</summary>
    Absent,

    /// <summary>暂离.</summary>
    Away,

    /// <summary>请假.</summary>
    OnLeave,

    /// <summary>免考勤.</summary>
    Exempt,

    /// <summary>未签到, and still in time.</summary>
    NotYet,

    /// <summary>已签退.</summary>
    SignedOut,
}

/// <summary>One person as the section sees them now.</summary>
/// <param name="Owes">Whether presence is owed in this minute.</param>
/// <param name="LateMinutes">Minutes late; 0: not late, or not there yet.</param>
/// <param name="Away">The time away that runs; null: none.</param>
/// <param name="Leave">The leave that counts now; null: none.</param>
internal sealed record PersonNow(
    int StaffId, string Number, string Name, PersonState State, bool Owes, LocalMinute? SignIn, LocalMinute? SignOut, long LateMinutes,
    AwayNow? Away, LeaveNow? Leave)
{
    /// <summary>Whether the person is at the window.</summary>
    public bool IsThere => State is PersonState.Present or PersonState.Late;
}

/// <summary>A time away, running or over.</summary>
/// <param name="BackAt">When it ended; null: it runs.</param>
/// <param name="IsTooLong">Longer than the table card allows, without leave (考勤 一(四)).</param>
internal sealed record AwayNow(LocalMinute From, LocalMinute Expected, LocalMinute? BackAt, long Minutes, bool NeedsReminder, bool IsTooLong);

/// <summary>Leave that counts now, and who covers.</summary>
/// <param name="Cover">The cover person who accepted; null: nobody did.</param>
/// <param name="CoverIsThere">Whether that person is at work.</param>
internal sealed record LeaveNow(string Kind, LocalMinute Until, string? Cover, bool CoverIsThere);

/// <summary>A time away today that took too long without leave.</summary>
internal sealed record LongAway(int WindowId, string Window, int StaffId, string Name, AwayNow Away);

/// <summary>One window with its people.</summary>
/// <param name="Manned">When somebody was there today in this session, cover included, by each of them.</param>
/// <param name="Empty">Since when nobody is there although somebody ought to be; null: somebody is, or nobody has to be.</param>
internal sealed record WindowNow(
    int WindowId, string Code, string Name, int UnitId, string Unit, int? SiteId, string Site, IReadOnlyList<PersonNow> People,
    IReadOnlyList<Interval> Manned, EmptyPost? Empty)
{
    /// <summary>How many owe presence now; where all are on leave or exempt, the one who accepted to cover.</summary>
    public int Expected { get; } = People.Any(person => person.Owes) ? People.Count(person => person.Owes)
        : People.Any(person => person.Leave is { Cover: not null }) && !IsStoodIn(People) ? 1 : 0;

    /// <summary>Of these, how many are there.</summary>
    public int Present { get; } = People.Count(person => person.Owes && person.IsThere);

    /// <summary>Of these, how many have stepped away.</summary>
    public int Away { get; } = People.Count(person => person.Owes && person.State == PersonState.Away);

    /// <summary>When the next of those is expected back; null: nobody is away, or all are overdue.</summary>
    public LocalMinute? BackAfter(LocalMinute now) => People.Where(person => person.Owes && person.State == PersonState.Away && person.Away!.Expected > now)
        .Select(person => (LocalMinute?)person.Away!.Expected).Min();

    /// <summary>Whether all who are posted there are on leave or exempt, and one who accepted to cover is there.</summary>
    public bool IsCovered { get; } = !People.Any(person => person.Owes) && IsStoodIn(People);

    private static bool IsStoodIn(IReadOnlyList<PersonNow> people) => people.Any(person => person.Leave is { Cover: not null, CoverIsThere: true });
}

/// <summary>Who is where in one minute of one day: everybody posted, by window.</summary>
/// <param name="Now">The minute.</param>
/// <param name="Shown">The session that people's states are of: the running one, else the next of the day, else its last; null: nobody works today.</param>
/// <param name="IsRunning">Whether that session runs.</param>
/// <param name="Next">The session that comes next within a month; null while one runs.</param>
internal sealed record PresencePicture(
    LocalMinute Now, Session? Shown, bool IsRunning, Session? Next, IReadOnlyList<WindowNow> Windows, IReadOnlyList<LongAway> LongAways);
