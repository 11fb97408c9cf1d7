using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>Days and exemptions that wait for a second signature, and years that are not announced (未公布).</summary>
internal sealed class CalendarFigures(TimeProvider clock, HallDays days) : StartFigures(300, Right.EditCalendar)
{
    private const string Page = "/desk/calendar";

    public override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var waiting = await db.Set<DayDecision>().CountAsync(row => row.SignedAt == null && row.WithdrawnAt == null, cancel)
            + await db.Set<Exemption>().CountAsync(row => row.SignedAt == null && row.WithdrawnAt == null, cancel);
        var overdue = (await days.Current(db, cancel)).Year.Overdue(clock.Today());
        var figures = new List<Figure>();
        if (waiting > 0)
            figures.Add(new Figure($"{waiting}", "日历事项待第二人签字", Page, Waits: true));
        if (overdue.Count > 0)
            figures.Add(new Figure(string.Join("、", overdue), "年节假日安排未公布", Page, Waits: true));
        return figures;
    }
}
