using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;

namespace ServiceHall.Replay;

/// <summary>
/// What is kept of the accepted punches: for each person and slot one minute of the day. So memory grows with people and
/// days, not with punches.
/// </summary>
internal sealed class PunchStore
{
    private const int SlotsOfDay = 4;
    private const int DaysOfMonth = 31;
    private const short None = -1;
    private readonly Dictionary<(StaffId Staff, YearMonth Month), short[]> _months = [];

    /// <summary>Takes an accepted punch.</summary>
    public void Add(StaffId staff, PunchSlot slot, LocalMinute at)
    {
        var day = slot.Session.Day;
        var key = (staff, YearMonth.Of(day));
        if (!_months.TryGetValue(key, out var minutes))
        {
            _months[key] = minutes = new short[DaysOfMonth * SlotsOfDay];
            Array.Fill(minutes, None);
        }

        ref var kept = ref minutes[Index(day, slot.Session.Part, slot.Action)];
        var minute = (short)(at - LocalMinute.StartOf(day));
        kept = kept == None ? minute : slot.Action == PunchAction.In ? Math.Min(kept, minute) : Math.Max(kept, minute);
    }

    /// <summary>What is kept of a person's session.</summary>
    public KeptPunches Kept(StaffId staff, Session session)
    {
        if (!_months.TryGetValue((staff, YearMonth.Of(session.Day)), out var minutes)) return default;
        var start = LocalMinute.StartOf(session.Day);
        return new KeptPunches(At(PunchAction.In), At(PunchAction.Out));

        LocalMinute? At(PunchAction action) =>
            minutes[Index(session.Day, session.Part, action)] is var minute and not None ? start + minute : null;
    }

    private static int Index(DateOnly day, DayPart part, PunchAction action) =>
        ((day.Day - 1) * SlotsOfDay) + ((int)part * PunchActions.All.Count) + (int)action;
}
