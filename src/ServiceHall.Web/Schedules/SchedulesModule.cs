using ServiceHall.Web.Accounts;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>What the hall does by itself: the timetable, and who wakes it.</summary>
internal static class SchedulesModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddTimetable(this IServiceCollection services) => services
        .AddHallMeter().AddSingleton<DayEnd>().AddSingleton<IRetentionKind, ExpireRuns>().AddSingleton<NoteRun>().AddSingleton<RunLine>()
        .AddSingleton<ShowTimetable>().AddSingleton<AskForRun>().AddSingleton<PauseLine>();

    /// <summary>Registers pages, jobs and workers. <c>Hall:Schedules=false</c> leaves the work to other servers.</summary>
    public static void AddSchedules(this WebApplicationBuilder builder, HallConnections? connections)
    {
        if (connections is null)
            return;
        var services = builder.Services;
        services.AddTimetable().AddJobStorage(connections);
        services.AddSingleton<StartFigures, TimetableFigures>();
        services.AddSingleton(new NavigationEntry(860, "系统", "定时任务", NoteRun.Page, "fa-solid fa-clock", Right.SeeTimetable));
        services.AddSingleton(new NavigationEntry(870, "系统", "任务后台", JobDashboard.Path, "fa-solid fa-gears", Right.RunJobs));
        if (!builder.Configuration.GetValue("Hall:Schedules", defaultValue: true))
            return;
        services.AddHostedService<UnappliedDecisions>();
        services.AddHostedService<StaleDayWatch>();
        services.AddHostedService<RegisterTimetable>();
        services.AddJobWorkers();
    }

    /// <summary>Maps Hangfire's own pages.</summary>
    public static void MapSchedules(this WebApplication app) => JobDashboard.Map(app);
}
