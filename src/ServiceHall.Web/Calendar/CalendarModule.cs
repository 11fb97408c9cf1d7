using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Calendar.Holidays;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Import;
using ServiceHall.Web.People;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Calendar;

/// <summary>Workdays, holidays, and time that nobody owes.</summary>
internal static class CalendarModule
{
    public static IServiceCollection AddCalendar(this IServiceCollection services)
    {
        services.TryAddSingleton(HallRulebook.BuiltIn);
        return services.AddSingleton<HallDays>().AddSingleton<ShowCalendar>().AddSingleton<ImportHolidays>().AddSingleton<SignHolidays>().AddSingleton<IImportKind, HolidayImports>().AddSingleton<Propose>().AddSingleton<Countersign>()
            .AddSingleton<IKeepDays, KeepClosedMonths>()
            .AddSingleton<StartFigures, CalendarFigures>()
            .AddSingleton<HallGauge, WaitingStaleDays>().AddSingleton<HallGauge, OldestStaleDay>()
            .AddSingleton(new NavigationEntry(265, "考勤", "工作日历", "/desk/calendar", "fa-solid fa-calendar-days"));
    }
}
