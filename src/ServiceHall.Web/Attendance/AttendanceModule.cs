using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Attendance;

/// <summary>Punches and how sessions went.</summary>
internal static class AttendanceModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddAttendance(this IServiceCollection services)
    {
        services.AddOptions<PunchOptions>().BindConfiguration("Hall:Punch");
        return services.AddSingleton<CodeSecrets>().AddSingleton<ShowCode>().AddSingleton<PunchAtTerminal>()
            .AddSingleton<HallGate>().AddSingleton<PunchLog>()
            .AddSingleton<JudgePress>().AddSingleton<ClockIn>().AddSingleton<ClockInMany>()
            .AddSingleton<JudgeDays>().AddSingleton<KeepResults>().AddSingleton<TodayState>().AddSingleton<PresenceByWindow>().AddSingleton<StartFigures, PresenceFigures>().AddSingleton<ExpirePositions>();
    }
}
