using System.Collections.Concurrent;
using System.Collections.Frozen;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Attendance;

/// <summary>Judges punches (考勤 一(二)): who, which day, which time, then where. The first check that fails decides.</summary>
public sealed class PunchGate
{
    private readonly Roster _roster;
    private readonly Timetable _timetable;
    private readonly FrozenDictionary<SiteId, Fence> _fences;
    private readonly ConcurrentDictionary<DateOnly, (AttendanceRules Rules, IReadOnlyList<PunchSlot> Slots)> _days = new();

    /// <summary>A gate for the people, the days and the halls' fences.</summary>
    public PunchGate(Roster roster, Timetable timetable, IEnumerable<KeyValuePair<SiteId, Fence>> fences)
    {
        _roster = roster;
        _timetable = timetable;
        _fences = fences.ToFrozenDictionary();
    }

    /// <summary>Judges a punch by itself. Which accepted one is kept is decided by <see cref="KeptPunches"/>.</summary>
    public PunchVerdict Judge(in Punch punch)
    {
        var minute = punch.Minute;
        var (rules, slots) = Day(minute.Day);
        var verdict = new PunchVerdict(punch, PunchOutcome.Accepted, null, null, null, rules);
        if (_roster.On(punch.Staff, minute.Day) is not { } posting) return verdict with { Outcome = PunchOutcome.NotEnrolled };
        if (slots.Count == 0) return verdict with { Outcome = PunchOutcome.NotWorkday };
        if (Open(slots, punch.Action, minute) is not { } slot) return verdict with { Outcome = PunchOutcome.OutsideHours };

        verdict = verdict with { Slot = slot };
        if (punch.ShowedCode || _roster.SiteOf(posting.Window) is not { } site) return verdict;
        if (punch.Position is not { } position) return verdict with { Outcome = PunchOutcome.NoPosition };
        if (position.Accuracy > rules.AccuracyLimit.Value) return verdict with { Outcome = PunchOutcome.Inaccurate };

        var fence = _fences[site];
        var distance = fence.DistanceTo(position);
        return verdict with
        {
            Outcome = distance > fence.Radius ? PunchOutcome.OutsideArea : PunchOutcome.Accepted,
            Distance = distance,
            Fence = fence,
        };
    }

    private static PunchSlot? Open(IReadOnlyList<PunchSlot> slots, PunchAction action, LocalMinute minute)
    {
        // At most one: the rulebook's reader refuses hours in which two slots of one action would be open at once.
        foreach (var slot in slots)
        {
            if (slot.Action == action && slot.Accepts(minute)) return slot;
        }

        return null;
    }

    private (AttendanceRules Rules, IReadOnlyList<PunchSlot> Slots) Day(DateOnly day) => _days.GetOrAdd(
        day,
        static (date, timetable) => (timetable.Rulebook.On(date).Attendance, PunchSlot.On(date, timetable)),
        _timetable);
}
