using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Web.Scoring;

/// <summary>Whose score it is, by the id in the database.</summary>
internal readonly record struct LedgerSubject(SubjectKind Kind, int Id)
{
    public static LedgerSubject Staff(int id) => new(SubjectKind.Person, id);

    public static LedgerSubject Window(int id) => new(SubjectKind.Window, id);
}

/// <summary>
/// What is recomputed together: the rule's own scope. Within it the ledger is made to hold exactly the entries that
/// ought to be there; outside it nothing is touched.
/// </summary>
/// <param name="Subject">Whose.</param>
/// <param name="Source">From where.</param>
/// <param name="Code">The score item; null: any.</param>
/// <param name="Days">The days of the facts.</param>
internal sealed record EntryScope(LedgerSubject Subject, EntrySource Source, string? Code, Period Days)
{
    /// <summary>A person's day of attendance.</summary>
    public static EntryScope PersonDay(int staffId, DateOnly day) =>
        new(LedgerSubject.Staff(staffId), EntrySource.Attendance, null, new Period(day, day));

    /// <summary>A subject's findings of one item in one quarter: the unit of reminders (检查 四(二)).</summary>
    public static EntryScope Findings(LedgerSubject subject, string code, Quarter quarter) =>
        new(subject, EntrySource.Finding, code, quarter.Days);

    /// <summary>A subject's credits of one item in one quarter: holds its matters (J2).</summary>
    public static EntryScope Credits(LedgerSubject subject, string code, Quarter quarter) =>
        new(subject, EntrySource.Credit, code, quarter.Days);

    /// <summary>A window's credits of one item in one week, Monday to Sunday (J7).</summary>
    public static EntryScope Week(int windowId, string code, DateOnly day)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return new(LedgerSubject.Window(windowId), EntrySource.Credit, code, new Period(monday, monday.AddDays(6)));
    }

    /// <summary>A window's month of attendance (J8).</summary>
    public static EntryScope Month(int windowId, YearMonth month) =>
        new(LedgerSubject.Window(windowId), EntrySource.Rule, null, month.Days);

    /// <summary>Whether an entry belongs to this scope.</summary>
    public bool Holds(LedgerSubject subject, EntrySource source, string code, DateOnly day) =>
        subject == Subject && source == Source && (Code is null || code == Code) && Days.Holds(day);
}
