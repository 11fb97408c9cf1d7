using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>A year of the hall: its days, what waits for a second signature, and exemptions.</summary>
public partial class CalendarPage
{
    private ShowCalendar.Found? _found;
    private int _year;
    private int _revision;

    [Inject]
    private ShowCalendar Show { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private bool MayEdit => User.May(Right.EditCalendar);

    private DateOnly Today => Clock.Today();

    private protected override Task Open() => Go(Today.Year);

    private protected override Task ReadAnew() => Go(_year);

    private async Task Go(int year)
    {
        _year = Math.Clamp(year, 2000, 2100);
        _revision++;
        if (Take(await Show.Run(Actor, _year, Left), out var found))
            _found = found;
    }

    // What the days of a month are, in order, as the month's cells show them.
    private IReadOnlyList<(string Class, string Mark, string Name)> KindsOf(int month) =>
    [
        .. Enumerable.Range(1, DateTime.DaysInMonth(_year, month)).Select(day =>
        {
            var (kind, name) = _found!.Days.On(new DateOnly(_year, month, day));
            return kind switch
            {
                DayKind.Holiday => ("holiday", "休", name),
                DayKind.MakeUp => ("makeup", "班", name),
                DayKind.DecidedOff => ("decided off", "休", name),
                DayKind.DecidedWork => ("decided", "班", name),
                DayKind.Weekend => ("weekend", "", ""),
                _ => ("", "", ""),
            };
        }),
    ];
}
