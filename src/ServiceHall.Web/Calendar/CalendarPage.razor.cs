using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>A year of the hall: its days, what waits for a second signature, and exemptions.</summary>
public partial class CalendarPage
{
    private ShowCalendar.Found? _found;
    private int _year;
    private int _revision;
    private string? _done;

    [Inject]
    private ShowCalendar Show { get; set; } = null!;

    [Inject]
    private ImportHolidays Import { get; set; } = null!;

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

    private async Task Upload(InputFileChangeEventArgs chosen)
    {
        _done = null;
        if (chosen.File.Size > ImportHolidays.GreatestSize)
        {
            Refusal = new Refusal("文件过大，已拒绝。应为 holiday-cn 格式的 JSON，一年一个文件。");
            return;
        }

        using var reader = new StreamReader(chosen.File.OpenReadStream(ImportHolidays.GreatestSize, Left));
        if (!Take(await Import.Run(Actor, chosen.File.Name, await reader.ReadToEndAsync(Left), Left), out var imported))
            return;
        _done = $"已导入 {imported.Year} 年放假安排。" + (imported.TooLate.Count == 0 ? "" :
            $"其中 {string.Join("、", imported.TooLate.Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)))} 改为上班时已经过去，无人能打卡，不计考勤（考勤 一(二)）。");
        await Go(imported.Year);
    }
}
