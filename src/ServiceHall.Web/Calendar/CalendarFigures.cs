using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar.Holidays;
using ServiceHall.Web.Import;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>Days and exemptions that wait for a second signature, and years that are not announced (未公布).</summary>
internal sealed class CalendarFigures(TimeProvider clock, HallDays days) : StartFigures(300, Right.EditCalendar)
{
    private const string Page = "/desk/calendar";

    protected override IReadOnlyList<Due> Dues(HallDb db) =>
    [
        new("日历事项待第二人签字", Page,
            db.Set<DayDecision>().Where(row => row.SignedAt == null && row.WithdrawnAt == null).Select(_ => 1)
                .Concat(db.Set<Exemption>().Where(row => row.SignedAt == null && row.WithdrawnAt == null).Select(_ => 1))
                .Concat(db.Set<ImportRecord>().Where(row => row.Kind == HolidayImports.Kind && row.State == ImportState.Waiting).Select(_ => 1))),
    ];

    protected override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var overdue = (await days.Current(db, cancel)).Year.Overdue(clock.Today());
        return overdue.Count == 0 ? [] : [new Figure(string.Join("、", overdue), "年节假日安排未公布", Page, Waits: true)];
    }
}
