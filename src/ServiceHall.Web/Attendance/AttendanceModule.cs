using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Attendance;

/// <summary>Punches and how sessions went.</summary>
internal static class AttendanceModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddAttendance(this IServiceCollection services)
    {
        services.AddOptions<PunchOptions>().BindConfiguration("Hall:Punch");
        return services.AddSingleton<HallGate>().AddSingleton<PunchLog>()
            .AddSingleton<JudgePress>().AddSingleton<ClockIn>().AddSingleton<ClockInMany>()
            .AddSingleton<JudgeDays>().AddSingleton<KeepResults>().AddSingleton<TodayState>().AddSingleton<PresenceByWindow>().AddSingleton<StartFigures, PresenceFigures>().AddSingleton<ExpirePositions>()
            .AddSingleton<ReadMonth>().AddSingleton<ShowMonth>().AddSingleton<MyMonth>()
            .AddSingleton(new NavigationEntry(210, "考勤", "月考勤", "/desk/attendance/month", "fa-solid fa-table-cells", Right.SeeAttendance));
    }
}
