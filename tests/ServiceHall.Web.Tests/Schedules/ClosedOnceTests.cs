using Hangfire;
using Hangfire.States;
using Npgsql;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Schedules;

/// <summary>Hangfire promises at least once; each period is done once all the same, with whole servers as processes of their own.</summary>
public sealed class ClosedOnceTests
{
    private static readonly string[] ThreeWorkdays =
        ["2026-11-20/am", "2026-11-20/pm", "2026-11-23/am", "2026-11-23/pm", "2026-11-24/am", "2026-11-24/pm"];

    [Fact]
    public async Task A_clock_set_forward_over_three_workdays_catches_up_in_order_and_one_set_back_does_nothing_twice()
    {
        await using var hall = await Attended("2026-11-25T07:00");

        await hall.StartApplication();

        await Until(hall, async () => ThreeWorkdays.SequenceEqual(await Closed(hall)));
        await hall.KillApplication();
        var before = await Facts(hall);
        hall.Clock = "2026-11-23T18:40";
        await hall.StartApplication();
        await Until(hall, () => RanSince(hall, "2026-11-23T18:40+08:00"));
        Assert.Equal(ThreeWorkdays, await Closed(hall));
        Assert.Equal(before, await Facts(hall));
    }

    [Fact]
    public async Task Two_servers_on_one_database_and_jobs_enqueued_by_hand_do_each_period_once()
    {
        await using var hall = await Attended("2026-11-25T07:00");
        var line = Timetable.Find(CloseSessions.SessionJob)!;
        var jobs = new BackgroundJobClient(HangfireSetup.Storage(hall.Connections.Application));
        // What the killed server was at stays under way until it is handed on, minutes later.
        var leftBehind = await Number(hall, "SELECT coalesce(max(id), 0) FROM hangfire.job");
        await using (await Held(hall))
        {
            // The first close takes its period, judges, and waits to write the results; the others come meanwhile.
            await Task.WhenAll(hall.StartApplication(), hall.StartAnother());
            await Until(hall, () => Waits(hall));
            var byHand = Enumerable.Range(0, 2).Select(_ => jobs.Create(TimetableJob.For(line), new EnqueuedState(line.Queue))).ToList();
            await Until(hall, async () => await Number(hall,
                $"SELECT count(*) FROM hangfire.job WHERE statename IN ('Processing', 'Succeeded') AND id IN ({string.Join(',', byHand)})") == byHand.Count);
        }

        await Until(hall, async () => ThreeWorkdays.SequenceEqual(await Closed(hall)));
        await Until(hall, async () => await Number(hall,
            $"SELECT count(*) FROM hangfire.job WHERE statename = 'Processing' AND id > {leftBehind}") == 0);
        // What the runs say that they closed adds up to what there was to close.
        Assert.Equal(ThreeWorkdays.Length, await Number(hall, "SELECT sum(changed) FROM timetable_run WHERE line = 'close-session'"));
        Assert.Equal(0, await Number(hall, "SELECT count(*) FROM hangfire.job WHERE statename = 'Succeeded' AND expireat > now() AT TIME ZONE 'UTC' + interval '1 hour'"));
        // Both servers take jobs, each with workers of its own for each queue; those of the killed one may still stand there.
        Assert.True(await Number(hall, "SELECT count(*) FROM hangfire.server") >= 2 * Queues.All.Count);
    }

    [Fact]
    public async Task A_server_that_is_killed_in_the_middle_of_a_close_leaves_what_one_that_never_was_leaves()
    {
        await using var never = await Attended("2026-11-25T07:00");
        await never.StartApplication();
        await Until(never, async () => ThreeWorkdays.SequenceEqual(await Closed(never)));
        await never.KillApplication();
        await using var hall = await Attended("2026-11-25T07:00");
        await using (await Held(hall))
        {
            await hall.StartApplication();
            await Until(hall, () => Waits(hall));
            await hall.KillApplication();
        }

        Assert.Empty(await Closed(hall));
        await hall.StartApplication();

        await Until(hall, async () => ThreeWorkdays.SequenceEqual(await Closed(hall)));
        Assert.Equal(await Facts(never), await Facts(hall));
    }

    // Keeps everybody from writing results until it is disposed.
    private static async Task<NpgsqlConnection> Held(RunningHall hall)
    {
        var holding = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(hall.Connections.Owner) { Pooling = false }.ConnectionString);
        await holding.OpenAsync();
        await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE session_result IN SHARE MODE", holding);
        await hold.ExecuteNonQueryAsync();
        return holding;
    }

    private static async Task<bool> Waits(RunningHall hall) =>
        await Number(hall, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'session_result'::regclass") > 0;

    // A hall in which somebody punched on the morning of 20 November, and which was then down until the time given.
    private static async Task<RunningHall> Attended(string next)
    {
        var hall = await RunningHall.Start(3);
        try
        {
            using (var phone = new PunchLoad(hall.Address, await hall.SignIn(0)))
                Assert.NotNull(await phone.Press());
            await hall.KillApplication();
            hall.Clock = next;
            return hall;
        }
        catch
        {
            await hall.DisposeAsync();
            throw;
        }
    }

    private static Task<List<string>> Closed(RunningHall hall) => Rows(hall, "SELECT name FROM period WHERE job = 'close-session' ORDER BY at, name");

    /// <summary>Results and ledger without what depends on the moment of computing.</summary>
    private static async Task<List<string>> Facts(RunningHall hall) =>
    [
        .. await Rows(hall, "SELECT concat_ws(' ', day, part, staff_id, window_id, status, late_minutes) FROM session_result ORDER BY 1"),
        .. await Rows(hall, "SELECT concat_ws(' ', day, staff_id, window_id, code, reference, points, turn, counters_id IS NULL) FROM ledger_entry ORDER BY 1"),
    ];

    private static async Task<bool> RanSince(RunningHall hall, string moment) =>
        await Number(hall, $"SELECT count(*) FROM timetable_state WHERE line = 'close-session' AND started_at >= '{moment}' AND done_at < '2026-11-24'") == 1;

    private static async Task<long> Number(RunningHall hall, string sql)
    {
        await using var source = NpgsqlDataSource.Create(hall.Connections.Application);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is long number ? number : 0;
    }

    private static async Task<List<string>> Rows(RunningHall hall, string sql)
    {
        await using var source = NpgsqlDataSource.Create(hall.Connections.Application);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private static async Task Until(RunningHall hall, Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Patience.Long + Patience.Long);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, $"Closed so far: {string.Join(' ', await Closed(hall))}");
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
