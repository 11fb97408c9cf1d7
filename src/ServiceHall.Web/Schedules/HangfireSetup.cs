using Hangfire;
using Hangfire.PostgreSql;
using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>Hangfire on the hall's database: where jobs wait, and who takes them.</summary>
internal static class HangfireSetup
{
    /// <summary>How often rows that have expired are deleted.</summary>
    public const int ExpirySeconds = 600;

    /// <summary>Registers where jobs are kept, so that every server can add some and see them.</summary>
    public static void AddJobStorage(this IServiceCollection services, HallConnections connections)
    {
        var connection = new NpgsqlConnectionStringBuilder(connections.Application) { MaxPoolSize = 30, Enlist = false }.ConnectionString;
        services.AddSingleton<HallZone>().AddSingleton<ITimeZoneResolver>(provider => provider.GetRequiredService<HallZone>());
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(connection), new PostgreSqlStorageOptions
            {
                SchemaName = HangfireSchema.Name,
                // The owner installs it (HallSchema); the application may not.
                PrepareSchemaIfNecessary = false,
                AllowDegradedModeWithoutStorage = false,
                EnableTransactionScopeEnlistment = false,
                // New jobs wake the workers at once; polling is for what a lost notification leaves.
                EnableLongPolling = true,
                QueuePollInterval = TimeSpan.FromSeconds(5),
                // A job of a killed server is handed on after this; one that runs renews it.
                InvisibilityTimeout = TimeSpan.FromMinutes(5),
                UseSlidingInvisibilityTimeout = true,
                // A killed scheduler's lock stands no longer than this.
                DistributedLockTimeout = TimeSpan.FromSeconds(30),
                JobExpirationCheckInterval = TimeSpan.FromSeconds(ExpirySeconds),
                CountersAggregateInterval = TimeSpan.FromMinutes(1),
            }));
    }

    /// <summary>Registers this server's workers: some for each queue, so that none waits for another.</summary>
    public static void AddJobWorkers(this IServiceCollection services)
    {
        foreach (var (queue, workers) in Queues.All)
        {
            services.AddHangfireServer(server =>
            {
                server.ServerName = $"{Environment.MachineName}:{queue}";
                server.Queues = [queue];
                server.WorkerCount = workers;
                // One of them wakes the timetable and the retries for all.
                server.IsLightweightServer = queue != Queues.Default;
                server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
                server.CancellationCheckInterval = TimeSpan.FromSeconds(5);
                server.HeartbeatInterval = TimeSpan.FromSeconds(20);
                server.ServerTimeout = TimeSpan.FromMinutes(2);
                server.StopTimeout = TimeSpan.FromSeconds(1);
                server.ShutdownTimeout = TimeSpan.FromSeconds(20);
            });
        }
    }
}
