using ServiceHall.Rules.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>How stepping away ended.</summary>
internal enum AwayEnd
{
    /// <summary>返回: the person said so.</summary>
    Returned,

    /// <summary>签退: the sign-out ended it.</summary>
    SignedOut,

    /// <summary>下班: the session was over.</summary>
    SessionOver,
}

/// <summary>Once that somebody stepped away from the window (暂离, 考勤 一(四)). One of a person is open at a time.</summary>
internal sealed class SteppedAway
{
    public long Id { get; init; }

    /// <summary>Who; nobody steps away for another.</summary>
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }

    /// <summary>From which window.</summary>
    public int WindowId { get; init; }
    public Window? Window { get; init; }

    /// <summary>The session that runs.</summary>
    public DateOnly Day { get; init; }
    public DayPart Part { get; init; }
    public DateTimeOffset From { get; init; }

    /// <summary>When the lobby says that the window goes on: as long as the table card is enough, or the session's end.</summary>
    public DateTimeOffset ExpectedBack { get; init; }

    /// <summary>When it ended; null: still away.</summary>
    public DateTimeOffset? BackAt { get; set; }

    /// <summary>How it ended; null: still away.</summary>
    public AwayEnd? Ended { get; set; }

    /// <summary>Who ended it; null: still away, or the hall's own schedule did.</summary>
    public int? EndedById { get; set; }

    /// <summary>When the person was reminded; null: not yet.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    /// <summary>When its session is over, which ends it whoever looks.</summary>
    public DateTimeOffset Over(Timetable timetable, TimeProvider clock) =>
        timetable.On(Day).Where(session => session.Part == Part).Select(session => (DateTimeOffset?)clock.InstantOf(session.Hours.End.ToDateTime())).FirstOrDefault()
            ?? ExpectedBack;

    /// <summary>When the section was told that it took too long without leave; null: it was not.</summary>
    public DateTimeOffset? SectionToldAt { get; set; }
}
