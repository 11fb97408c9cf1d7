using ServiceHall.Web.Accounts;
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
            .AddSingleton<PresenceRoster>().AddSingleton<ReadPresence>().AddSingleton<LivePresence>().AddHostedService(provider => provider.GetRequiredService<LivePresence>())
            .AddSingleton<ShowToday>().AddSingleton<StepAway>().AddSingleton<WatchAways>().AddSingleton<WatchWindows>().AddSingleton<LookAtEmptyWindow>()
            .AddSingleton(new NavigationEntry(150, "考勤", "今日在岗", TodayPage.Address, "fa-solid fa-users-viewfinder", Right.SeePresence));
    }
}
