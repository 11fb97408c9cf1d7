using System.Collections.Concurrent;
using Npgsql;

namespace ServiceHall.Web.Tests.Faults;

public sealed class KeptPunchTests
{
    private const int Clerks = 16;

    [Fact]
    public async Task A_punch_that_was_told_as_done_outlives_a_killed_application_and_a_database_stopped_at_once()
    {
        await using var hall = await RunningHall.Start(Clerks);
        var cookies = await Task.WhenAll(Enumerable.Range(0, Clerks).Select(clerk => hall.SignIn(clerk)));
        var told = new ConcurrentQueue<Guid>();

        await Under(hall, cookies, told, 500, hall.KillApplication);
        var first = told.Count;
        await hall.StartApplication();
        Assert.Equal(first, await CountKept(hall, told));

        await Under(hall, cookies, told, first + 500, async () =>
        {
            await hall.Postgres.StopAtOnce();
            await hall.Postgres.StartAgain();
            await Until(() => told.Count >= first + 1000);
        });

        NpgsqlConnection.ClearAllPools();
        Assert.True(told.Count >= 1000, $"Only {told.Count} punches were told as done.");
        Assert.Equal(told.Count, await CountKept(hall, told));
    }

    // The fault comes while everybody presses; what was told before and after it is collected.
    private static async Task Under(RunningHall hall, string[] cookies, ConcurrentQueue<Guid> told, int enough, Func<Task> fault)
    {
        using var stop = new CancellationTokenSource();
        var phones = cookies.Select(cookie => new PunchLoad(hall.Address, cookie)).ToList();
        var pressing = phones.ConvertAll(phone => phone.PressOn(told, stop.Token));
        await Until(() => told.Count >= enough);
        await fault();
        await stop.CancelAsync();
        await Task.WhenAll(pressing);
        phones.ForEach(phone => phone.Dispose());
    }

    private static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!holds())
            await Task.Delay(10, limit.Token);
    }

    private static async Task<int> CountKept(RunningHall hall, IEnumerable<Guid> told)
    {
        await using var source = NpgsqlDataSource.Create(hall.Connections.Application);
        await using var command = source.CreateCommand("SELECT count(*)::int FROM punch WHERE key = ANY($1) AND outcome = 'Accepted'");
        command.Parameters.AddWithValue(told.ToArray());
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
