using Npgsql;
using Quartz;
using ServiceHall.Web.Schedules;

namespace ServiceHall.Web.Tests.Schedules;

public sealed class TimetableTests
{
    [Fact]
    public async Task A_hall_that_was_down_at_noon_closes_the_morning_when_it_opens_again()
    {
        await using var hall = await RunningHall.Start(1);
        using (var phone = new PunchLoad(hall.Address, await hall.SignIn(0)))
            Assert.NotNull(await phone.Press());
        await hall.KillApplication();
        hall.Clock = "2026-11-23T07:00";

        await hall.StartApplication();

        string[] expected = ["2026-11-20/am", "2026-11-20/pm"];
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!expected.SequenceEqual(await Closed(hall)))
            await Task.Delay(50, limit.Token);
    }

    [Fact]
    public void Every_line_has_a_name_of_its_own_and_a_time_that_Quartz_understands()
    {
        Assert.Equal(Timetable.All.Count, Timetable.All.Select(line => line.Name).Distinct().Count());
        Assert.All(Timetable.All, line => Assert.NotNull(new CronExpression(line.Cron).GetNextValidTimeAfter(DateTimeOffset.UnixEpoch)));
    }

    private static async Task<List<string>> Closed(RunningHall hall)
    {
        await using var source = NpgsqlDataSource.Create(hall.Connections.Application);
        await using var command = source.CreateCommand("SELECT name FROM period WHERE job = 'close-session' ORDER BY at, name");
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }
}
