namespace ServiceHall.Rules.Rulebook;

/// <summary>A stretch of a day between two times, the end outside.</summary>
/// <param name="Start">First minute.</param>
/// <param name="End">First minute after; later than the start.</param>
public readonly record struct TimeRange(TimeOnly Start, TimeOnly End)
{
    /// <summary><c>08:30-11:30</c>.</summary>
    public override string ToString() => $"{Start:HH\\:mm}-{End:HH\\:mm}";
}

/// <summary>A day of any year, for seasons (<c>05-01</c>).</summary>
/// <param name="Month">1 for January.</param>
/// <param name="Day">From 1.</param>
public readonly record struct MonthDay(int Month, int Day) : IComparable<MonthDay>
{
    /// <summary>The month and day of a date.</summary>
    public static MonthDay Of(DateOnly day) => new(day.Month, day.Day);

    /// <inheritdoc/>
    public int CompareTo(MonthDay other) => (Month, Day).CompareTo((other.Month, other.Day));

    /// <summary><c>05-01</c>.</summary>
    public override string ToString() => $"{Month:00}-{Day:00}";
}

/// <summary>The hours of work in a season of the year (考勤 一(一)).</summary>
/// <param name="Season">夏季 or 冬季.</param>
/// <param name="From">First day, inside.</param>
/// <param name="To">Last day, inside; before <paramref name="From"/> where the season passes the new year.</param>
/// <param name="Morning">Hours of the morning session.</param>
/// <param name="Afternoon">Hours of the afternoon session.</param>
public sealed record SeasonHours(string Season, MonthDay From, MonthDay To, TimeRange Morning, TimeRange Afternoon)
{
    /// <summary>Whether a day of the year lies in the season.</summary>
    public bool Holds(MonthDay day) => From.CompareTo(To) <= 0
        ? day.CompareTo(From) >= 0 && day.CompareTo(To) <= 0
        : day.CompareTo(From) >= 0 || day.CompareTo(To) <= 0;
}

/// <summary>The rules of attendance that are in force on a day (考勤制度).</summary>
public sealed record AttendanceRules
{
    /// <summary>The hours by season; together they hold each day of the year once.</summary>
    public required Ruled<IReadOnlyList<SeasonHours>> Seasons { get; init; }

    /// <summary>Working minutes that make a day when leave is measured.</summary>
    public required Ruled<int> DayMinutes { get; init; }

    /// <summary>Minutes before a session's start from which a sign-in is accepted, that minute included.</summary>
    public required Ruled<int> OpenBefore { get; init; }

    /// <summary>Minutes after a session's end until which a sign-out is accepted, that minute included.</summary>
    public required Ruled<int> CloseAfter { get; init; }

    /// <summary>Minutes of lateness up to which, itself included, it is lateness; beyond it is half a day's absence.</summary>
    public required Ruled<int> LateLimit { get; init; }

    /// <summary>Minutes of lateness beyond which the section reviews the absence.</summary>
    public required Ruled<int> ReviewAfter { get; init; }

    /// <summary>The worst accuracy of a position, in metres, that still decides; itself included.</summary>
    public required Ruled<int> AccuracyLimit { get; init; }

    /// <summary>The radius of a new hall's fence, in metres.</summary>
    public required Ruled<int> DefaultRadius { get; init; }

    /// <summary>Working minutes up to which, itself included, the table card is enough (考勤 一(四)).</summary>
    public required Ruled<int> AwayCard { get; init; }

    /// <summary>Minutes away after which the person is reminded.</summary>
    public required Ruled<int> AwayWarning { get; init; }

    /// <summary>Days after the day itself on which an explanation is still in time.</summary>
    public required Ruled<int> ExplanationDays { get; init; }

    /// <summary>Which items attendance books.</summary>
    public required AttendanceBooking Booking { get; init; }

    /// <summary>The hours of work on a day.</summary>
    public SeasonHours HoursOn(DateOnly day)
    {
        var date = MonthDay.Of(day);
        return Seasons.Value.First(season => season.Holds(date));
    }
}

/// <summary>The codes of the items that attendance books by itself (考核 一(一)1(1)).</summary>
/// <param name="Late">For a late sign-in.</param>
/// <param name="Early">For an early sign-out.</param>
/// <param name="NoOut">For a missing sign-out.</param>
/// <param name="Absent">For half a day's absence.</param>
/// <param name="Truant">For half a day's truancy.</param>
/// <param name="Basis">Where it comes from.</param>
public sealed record AttendanceBooking(string Late, string Early, string NoOut, string Absent, string Truant, Basis Basis)
{
    /// <summary>All codes named.</summary>
    public IReadOnlyList<string> Codes { get; } = [Late, Early, NoOut, Absent, Truant];
}
