namespace ServiceHall.Web.Calendar;

/// <summary>Workdays, single days and exemptions.</summary>
internal static class CalendarModule
{
    public static IServiceCollection AddCalendar(this IServiceCollection services) => services
        .AddSingleton<HallDays>().AddSingleton<DeclareDay>().AddSingleton<DeclareExemption>().AddSingleton<ImportHolidays>()
        .AddSingleton<SignDeclaration>();
}
