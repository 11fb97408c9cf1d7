using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>A month of attendance: people by half days. Kept small, since a desk keeps it as long as its page is open.</summary>
/// <param name="Days">Its days in order.</param>
/// <param name="Rows">By unit in the order of their windows, by window and staff number; whoever changed windows has a row at each.</param>
/// <param name="Letters">What stands for a half day.</param>
/// <param name="Until">The last day that is in it: what comes after is blank. Before its first day, it has not begun.</param>
internal sealed record MonthGrid(
    YearMonth Month, IReadOnlyList<MonthDay> Days, IReadOnlyList<MonthRow> Rows, MonthLetters Letters, DateOnly Until)
{
    /// <summary>Whether the month has ended, so that its sums stand.</summary>
    public bool IsOver => Until == Month.Days.Last;

    /// <summary>How far it goes, in words: 截至 19 日; empty where it is over.</summary>
    public string Standing => IsOver ? "" : Until < Month.Days.First ? "尚未开始" : $"截至 {Until.Day} 日";

    /// <summary>Its name with how far it goes: 2026年11月（截至 19 日）.</summary>
    public string Title => IsOver ? Month.Chinese() : $"{Month.Chinese()}（{Standing}）";
}

/// <summary>A day of a month.</summary>
/// <param name="Works">Whether people work.</param>
/// <param name="Name">The holiday's name, or why it was decided; empty on an ordinary day.</param>
internal sealed record MonthDay(DateOnly Day, bool Works, string Name)
{
    /// <summary>班 on a weekend's workday, the holiday's first letter on a day off, otherwise the day of the week.</summary>
    public string Mark => Name.Length == 0 ? $"{Day.Weekday()}" : Works ? "班" : Cut.First(Name);
}

/// <summary>The window at which a row's half days were.</summary>
internal sealed record MonthWindow(int Id, string Code, string Name, int UnitId, string Unit);

/// <summary>A person at a window.</summary>
/// <param name="HalfDays">Morning and afternoon of each day, in order.</param>
internal sealed record MonthRow(int StaffId, string Number, string Name, MonthWindow Window, HalfDay[] HalfDays, MonthSums Sums)
{
    /// <summary>What the page names it by.</summary>
    public string Key => $"{StaffId}-{Window.Id}";
}

/// <summary>A row's sums, of what is judged. Half days count half a day.</summary>
/// <param name="Present">Half days with presence.</param>
/// <param name="Late">How often late.</param>
/// <param name="Early">How often left early, or without signing out, which counts as that.</param>
/// <param name="Absent">Half days.</param>
/// <param name="Truant">Half days.</param>
/// <param name="Leave">Days of leave by the place of their kind among the letters', as they are measured; only those taken.</param>
/// <param name="IsFull">Whether every half day judged keeps the month full (J8); without any it is not.</param>
internal readonly record struct MonthSums(
    int Present, int Late, int Early, int Absent, int Truant, IReadOnlyList<(byte Kind, decimal Days)> Leave, bool IsFull)
{
    /// <summary>Days of leave of all kinds.</summary>
    public decimal LeaveDays => Leave.Sum(kind => kind.Days);

    /// <summary>Half days as days, without needless zeros.</summary>
    public static string Days(int halves) => Days(halves / 2m);

    /// <summary>Days, without needless zeros.</summary>
    public static string Days(decimal days) => days.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
