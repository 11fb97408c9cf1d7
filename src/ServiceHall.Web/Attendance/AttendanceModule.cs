using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Attendance.Consent;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Attendance.Imports;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Leave;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.People;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Retention;
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
        services.AddHallMeter().AddSingleton<ClockWatch>().AddSingleton<ConfirmClock>().AddSingleton<HoldPunch>().AddSingleton<VerifyHeld>().AddSingleton<StartFigures, HeldFigures>();
        services.AddSingleton(new NavigationEntry(265, "考勤", "待核实打卡", "/desk/held-punches", "fa-solid fa-clock-rotate-left", Right.KeepAttendance));
        services.AddSingleton<PositionConsents>().AddSingleton<GiveConsent>();
        return services.AddSingleton<CodeSecrets>().AddSingleton<ShowCode>().AddSingleton<PunchAtTerminal>()
            .AddSingleton<HallGate>().AddSingleton<PunchLog>().AddSingleton<IRestOnPostings, PunchesOfPosting>().AddSingleton<IRestOnImports, PunchesSinceImport>().AddSingleton<IFollowNumbers, NumbersOfEnrolment>()
            .AddSingleton<JudgePress>().AddSingleton<ClockIn>().AddSingleton<ClockInMany>()
            .AddSingleton<JudgeDays>().AddSingleton<KeepResults>().AddSingleton<ISeeArrivals, SeeArrivals>().AddSingleton<TodayState>().AddSingleton<PresenceByWindow>().AddSingleton<StartFigures, PresenceFigures>()
            .AddSingleton<IRetentionKind, ExpirePositions>().AddSingleton<IRetentionKind, ExpireHeldPositions>().AddSingleton<IRetentionKind, ExpirePunches>().AddSingleton<IRetentionKind, ExpireExplanationProofs>()
            .AddSingleton<ExplainSlot>().AddSingleton<MyExplanations>().AddSingleton<ListExplanations>().AddSingleton<DecideExplanations>().AddSingleton<ShowExplanationFile>()
            .AddSingleton<AskEnrolment>().AddSingleton<DecideEnrolment>().AddSingleton<ListEnrolments>()
            .AddSingleton<ListTruancy>().AddSingleton<LookAtTruancy>().AddSingleton<StartFigures, AttendanceFigures>()
            .AddSingleton(new NavigationEntry(220, "考勤", "情况说明", "/desk/explanations", "fa-solid fa-comment-dots", Right.KeepAttendance))
            .AddSingleton(new NavigationEntry(225, "考勤", "旷工核查", "/desk/truancy", "fa-solid fa-user-slash", Right.KeepAttendance))
            .AddSingleton(new NavigationEntry(230, "考勤", "入驻登记", "/desk/enrolments", "fa-solid fa-user-plus", Right.AskEnrolment))
            .AddSingleton<ReadMonth>().AddSingleton<ILongWork, ExportMonth>().AddSingleton<ShowMonth>().AddSingleton<MyMonth>()
            .AddSingleton(new NavigationEntry(210, "考勤", "月考勤", "/desk/attendance/month", "fa-solid fa-table-cells", Right.SeeAttendance))
            .AddSingleton<PresenceRoster>().AddSingleton<ReadPresence>().AddSingleton<LivePresence>().AddHostedService(provider => provider.GetRequiredService<LivePresence>())
            .AddSingleton<ShowToday>().AddSingleton<StepAway>().AddSingleton<WatchAways>().AddSingleton<WatchWindows>().AddSingleton<LookAtEmptyWindow>()
            .AddSingleton(new NavigationEntry(150, "考勤", "今日在岗", TodayPage.Address, "fa-solid fa-users-viewfinder", Right.SeePresence));
    }
}
