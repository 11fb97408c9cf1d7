using Npgsql;
using Quartz;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>Wakes the lines of the timetable, on whichever server is free.</summary>
internal static class SchedulesModule
{
    /// <summary>Quartz's tables have a schema of their own.</summary>
    public const string Schema = "quartz";

    /// <summary>Registers the schedules. <c>Hall:Schedules=false</c> leaves them to other servers.</summary>
    public static void AddSchedules(this WebApplicationBuilder builder, HallConnections? connections)
    {
        if (connections is null || !builder.Configuration.GetValue("Hall:Schedules", defaultValue: true))
            return;
        var services = builder.Services;
        services.AddSingleton<DayEnd>();
        var own = new NpgsqlConnectionStringBuilder(connections.Application) { SearchPath = Schema, MaxPoolSize = 10 }.ConnectionString;
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "hall";
                scheduler.GenerateInstanceId = true;
            });
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(own);
                store.UseClustering(_ => { });
                store.ProvisionSchema();
            });
            // The timetable of this version, from this moment on: a demonstration's clock may have been ahead before.
            quartz.ConfigureOptions<SchedulingOptions>(options => options.OverwriteExistingData = true);
            foreach (var line in Timetable.All)
            {
                quartz.ScheduleJob(line.Name, line.Calls, trigger => trigger.WithIdentity(line.Name)
                    .WithCronSchedule(line.Cron, cron => cron.InTimeZone(HallClock.Zone)));
                if (line.OnStart)
                    quartz.RunAtStartup(new JobKey(line.Name));
            }
        });
        services.AddHostedService<UnappliedDecisions>();
        services.AddHostedService<StaleDayWatch>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}
