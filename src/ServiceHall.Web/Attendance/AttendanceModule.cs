using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Attendance;

/// <summary>Punches and how sessions went.</summary>
internal static class AttendanceModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddAttendance(this IServiceCollection services)
    {
        services.AddOptions<PunchOptions>().BindConfiguration("Hall:Punch");
        services.AddSingleton<ReadSignals>().AddSingleton<ListSignals>().AddSingleton<ChangeDevice>().AddSingleton<ShowPunch>().AddSingleton<StartFigures, SignalFigures>();
        services.AddSingleton(new NavigationEntry(250, "考勤", "打卡信号", "/desk/signals", "fa-solid fa-tower-broadcast", Right.WatchPunches));
        services.AddSingleton(new NavigationEntry(260, "考勤", "更换设备", "/desk/devices", "fa-solid fa-mobile-screen", Right.WatchPunches));
        return services.AddSingleton<CodeSecrets>().AddSingleton<ShowCode>().AddSingleton<PunchAtTerminal>()
            .AddSingleton<HallGate>().AddSingleton<PunchLog>()
            .AddSingleton<JudgePress>().AddSingleton<ClockIn>().AddSingleton<ClockInMany>()
            .AddSingleton<JudgeDays>().AddSingleton<KeepResults>().AddSingleton<TodayState>().AddSingleton<PresenceByWindow>().AddSingleton<StartFigures, PresenceFigures>().AddSingleton<ExpirePositions>();
    }
}
