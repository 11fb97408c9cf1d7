using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Scoring;

/// <summary>
/// Finds the months of full attendance (全员满勤的月, J8): somebody posted at the window owed a session, and every session
/// owed there was kept, exempt, or leave of a kind that keeps the month. Takes the results one by one, in any order.
/// </summary>
public sealed class FullAttendance
{
    private readonly Dictionary<(WindowId Window, YearMonth Month), bool> _full = [];

    /// <summary>Takes the result of a session that was owed.</summary>
    public void Add(SessionResult result, LeaveRules rules) =>
        Add(result.Posting.Window, YearMonth.Of(result.Session.Day), result.KeepsFullMonth(rules));

    /// <summary>Takes whether sessions owed at a window in a month, one or many, keep it full.</summary>
    public void Add(WindowId window, YearMonth month, bool keeps)
    {
        var key = (window, month);
        _full[key] = _full.TryGetValue(key, out var soFar) ? soFar && keeps : keeps;
    }

    /// <summary>The entries of the full months that lie wholly inside the period, each on the month's last day.</summary>
    public IEnumerable<LedgerEntry> Entries(Period period, HallRulebook rulebook)
    {
        foreach (var ((window, month), isFull) in _full)
        {
            if (!isFull || !period.Holds(month.Days)) continue;
            var day = month.Days.Last;
            if (rulebook.On(day).Scoring.FullMonth is not { Points: { } points } item)
                continue;
            yield return new LedgerEntry(
                day,
                Subject.Of(window),
                item.Code,
                month.ToString(),
                window,
                item.Signed(points),
                EntrySource.Rule,
                new Lazy<Reason>(() => new Reason(item.Basis, $"{item}：{month} 窗口每个应出勤的半天都满勤，记 {item.Signed(points)} 分。")));
        }
    }
}
