using System.Diagnostics;
using System.Globalization;
using Cronos;
using Hangfire;
using Hangfire.States;
using Npgsql;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Store;

namespace ServiceHall.Benchmarks.Schedules;

/// <summary>
/// How large the scheduler's tables grow: as many jobs as the timetable wakes, hour by hour, each hour followed by an hour's
/// ageing of the rows. The jobs do nothing; what is measured are Hangfire's rows. Of a day as many hours as are asked for are
/// gone through, and the rest passes at once: rows live for less than an hour.
/// </summary>
internal static class JobTablesBenchmark
{
    private static readonly string[] Tables = ["job", "state", "jobparameter", "jobqueue", "counter", "aggregatedcounter", "set", "hash", "list"];

    public static async Task<int> Run(string daysText, string hoursText)
    {
        var (days, hours) = (int.Parse(daysText, CultureInfo.InvariantCulture), int.Parse(hoursText, CultureInfo.InvariantCulture));
        var folder = Directory.CreateTempSubdirectory("hall-jobs-").FullName;
        await using (var postgres = await LocalPostgres.Start(folder))
        {
            await postgres.MakeDatabase("hall");
            var connections = HallConnections.Local(postgres, "hall");
            await HallSchema.Prepare(connections);
            await Live(connections, days, hours);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task Live(HallConnections connections, int days, int hours)
    {
        var jobs = HangfireSetup.Storage(connections.Application, expirySeconds: 1);
        var client = new BackgroundJobClient(jobs);
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 20, Queues = [Queues.Default] }, jobs);
        await using var source = NpgsqlDataSource.Create(connections.Application);
        await using var owner = NpgsqlDataSource.Create(connections.Owner);
        var watch = Stopwatch.StartNew();
        Console.WriteLine($"{"day",4} {"jobs",8} {"seconds",8} {"rows",8} {"MB",8}  rows by table");
        var created = 0L;
        for (var hour = 24 - hours; hour < days * 24; hour += hour % 24 == 23 ? 1 + 24 - hours : 1)
        {
            foreach (var line in Timetable.All.SelectMany(line => Enumerable.Repeat(line, WakesIn(line, hour % 24))))
            {
                client.Create<NothingToDo>(job => job.Run(line.Name, line.Queue, null), new EnqueuedState(Queues.Default));
                created++;
            }

            while (await Number(source, "SELECT count(*) FROM hangfire.job WHERE statename IS DISTINCT FROM 'Succeeded'") > 0)
                await Task.Delay(20);
            if (hour % 24 == 23)
                await Print(source, hour / 24 + 1, created, watch.Elapsed);
            var passed = hour % 24 == 23 ? 1 + 24 - hours : 1;
            await using var age = owner.CreateCommand("""
                UPDATE hangfire.job SET expireat = expireat - @passed * interval '1 hour', createdat = createdat - @passed * interval '1 hour';
                UPDATE hangfire.counter SET expireat = expireat - @passed * interval '1 hour' WHERE expireat IS NOT NULL;
                UPDATE hangfire.aggregatedcounter SET expireat = expireat - @passed * interval '1 hour' WHERE expireat IS NOT NULL;
                """);
            age.Parameters.AddWithValue("passed", passed);
            await age.ExecuteNonQueryAsync();
            while (await Number(source, "SELECT count(*) FROM hangfire.job WHERE expireat < now() AT TIME ZONE 'UTC'") > 0)
                await Task.Delay(20);
        }
    }

    private static async Task Print(NpgsqlDataSource source, int day, long created, TimeSpan elapsed)
    {
        var rows = new List<(string Table, long Rows)>();
        foreach (var table in Tables)
            rows.Add((table, await Number(source, $"SELECT count(*) FROM hangfire.\"{table}\"")));
        var bytes = await Number(source, """
            SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'hangfire' AND c.relkind = 'r'
            """);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{day,4} {created,8} {elapsed.TotalSeconds,8:0} {rows.Sum(one => one.Rows),8} {bytes / 1e6,8:0.0}  {string.Join(' ', rows.Where(one => one.Rows > 0))}"));
    }

    private static int WakesIn(TimetableLine line, int hour)
    {
        var from = new DateTime(2026, 11, 20, hour, 0, 0, DateTimeKind.Utc);
        return CronExpression.Parse(line.Cron, CronFormat.IncludeSeconds).GetOccurrences(from, from.AddHours(1)).Count();
    }

    private static async Task<long> Number(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

/// <summary>A job with the arguments and the expiry of a line of the timetable, that does nothing.</summary>
[RowsExpire]
public sealed class NothingToDo
{
    public Task Run(string line, string queue, long? asked) => Task.CompletedTask;
}
