using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>
/// The hall's days as they count now: the official calendar, imported notices over it, single days over both. Kept in
/// memory, and read again when the database says that it has changed.
/// </summary>
internal sealed class HallDays
{
    private DaysInForce? _current;

    /// <summary>The days that are in force at the moment of the call.</summary>
    public async Task<DaysInForce> Current(HallDb db, CancellationToken cancel)
    {
        // The version first: what changes while the rest is read is then read again the next time.
        var version = await KeptInMemory.Version(db, cancel);
        if (Volatile.Read(ref _current) is { } current && current.Version == version)
            return current;
        var notices = await db.Set<HolidayNotice>().AsNoTracking().Where(notice => notice.SignedAt != null)
            .OrderBy(notice => notice.SignedAt).ThenBy(notice => notice.Id).ToListAsync(cancel);
        var days = await db.Set<CalendarDay>().AsNoTracking().Where(day => day.SignedAt != null)
            .OrderBy(day => day.SignedAt).ThenBy(day => day.Id).ToListAsync(cancel);
        var read = new DaysInForce(version, notices, days);
        Volatile.Write(ref _current, read);
        return read;
    }
}

/// <summary>Why a day is a workday or not.</summary>
/// <param name="Works">Whether people work on it.</param>
/// <param name="Name">The holiday, or the section's reason; empty on an ordinary day.</param>
/// <param name="IsAnnounced">Whether the year's official notice is known (otherwise 未公布).</param>
internal readonly record struct HallDay(bool Works, string Name, bool IsAnnounced);

/// <summary>The hall's days at one version of the facts.</summary>
internal sealed class DaysInForce
{
    // From when on the coming year's notice is missed: it is published between October and December.
    private const int NoticeExpectedFromMonth = 10;
    private readonly Dictionary<int, OfficialYear> _years = [];
    private readonly Dictionary<DateOnly, (bool Works, string Name)> _named = [];

    /// <summary>Lays what was signed over the built-in calendar, in the order given.</summary>
    public DaysInForce(long version, IEnumerable<HolidayNotice> notices, IEnumerable<CalendarDay> days)
    {
        Version = version;
        foreach (var year in OfficialHolidays.BuiltIn.Years)
            _years[year] = OfficialHolidays.BuiltIn.Year(year)!;
        foreach (var notice in notices)
            _years[notice.Year] = OfficialHolidays.Read(notice.Text, notice.Title).Year(notice.Year)!;
        foreach (var day in _years.OrderBy(year => year.Key).SelectMany(year => year.Value.Days))
            _named[day.Date] = (day.Kind == OfficialDayKind.Work, day.Name);
        foreach (var day in days)
            _named[day.Date] = (day.Works, day.Reason);
        Timetable = new Timetable(
            new HallCalendar(_named.Select(day => KeyValuePair.Create(day.Key, day.Value.Works))), HallRulebook.BuiltIn);
    }

    /// <summary>Which facts it was made from.</summary>
    public long Version { get; }

    /// <summary>Workdays and their hours under the hall's rulebook.</summary>
    public Timetable Timetable { get; }

    /// <summary>The years with an official notice, ascending.</summary>
    public IEnumerable<int> AnnouncedYears => _years.Keys.Order();

    /// <summary>What a day is, and why.</summary>
    public HallDay On(DateOnly date) => new(
        Timetable.Calendar.IsWorkday(date), _named.TryGetValue(date, out var named) ? named.Name : "", _years.ContainsKey(date.Year));

    /// <summary>What the section should be warned of today; null: nothing.</summary>
    public string? Warning(DateOnly today)
    {
        int? missing = !_years.ContainsKey(today.Year) ? today.Year
            : today.Month >= NoticeExpectedFromMonth && !_years.ContainsKey(today.Year + 1) ? today.Year + 1
            : null;
        return missing is null ? null : $"{missing} 年放假安排未公布：公布前按周一至周五上班计算。国务院通知发布后，请在“日历”导入并由另一人签字。";
    }
}
