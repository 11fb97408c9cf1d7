using Hangfire;
using Hangfire.PostgreSql;
using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>Hangfire on the hall's database: where jobs wait, and who takes them.</summary>
internal static class HangfireSetup
{
    // What measurements call the pool; unnamed, it would be called by its connection string.
    private const string PoolName = "jobs";
    private const int MostConnections = 30;

    /// <summary>How often rows that have expired are deleted.</summary>
    public const int ExpirySeconds = 600;

    /// <summary>Registers where jobs are kept, so that every server can add some and see them.</summary>
    public static IServiceCollection AddJobStorage(this IServiceCollection services, HallConnections connections)
    {
        services.AddSingleton<HallZone>().AddSingleton<ITimeZoneResolver>(provider => provider.GetRequiredService<HallZone>());
        // Registered here and not left to Hangfire, which keeps one for the whole process.
        services.AddSingleton<JobStorage>(_ => Storage(connections.Application));
        return services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseLogProvider(new JobLogs(provider.GetRequiredService<ILoggerFactory>()))
            .UseStorage(provider.GetRequiredService<JobStorage>()));
    }

    /// <summary>Jobs on a database that the owner has prepared.</summary>
    /// <param name="application">How the application reaches it.</param>
    /// <param name="expirySeconds">How often rows that have expired are deleted.</param>
    public static PostgreSqlStorage Storage(string application, int expirySeconds = ExpirySeconds)
    {
        var options = new PostgreSqlStorageOptions
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
            // A killed scheduler's lock stands no longer than this; whoever waits for one at the start waits longer.
            DistributedLockTimeout = TimeSpan.FromSeconds(10),
            JobExpirationCheckInterval = TimeSpan.FromSeconds(expirySeconds),
            CountersAggregateInterval = TimeSpan.FromMinutes(1),
        };
        var connection = new NpgsqlConnectionStringBuilder(application) { Enlist = false };
        connection.MaxPoolSize = Math.Min(MostConnections, connection.MaxPoolSize);
        return new PostgreSqlStorage(new JobConnections(new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = PoolName }.Build()), options);
    }

    private sealed class JobConnections(NpgsqlDataSource source) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => source.CreateConnection();
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
