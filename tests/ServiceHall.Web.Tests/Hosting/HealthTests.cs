using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests.Attendance;

namespace ServiceHall.Web.Tests.Hosting;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/schedules")]
    [InlineData("/health")]
    public async Task A_stranger_is_told_one_word(string address)
    {
        await using var application = WebHall.Open(_hall.Connections, _hall.Clock);
        using var stranger = application.CreateClient();

        using var answer = await stranger.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("healthy", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_database_of_another_version_is_not_ready_and_the_process_lives()
    {
        await using var application = WebHall.Open(_hall.Connections, _hall.Clock);
        using var stranger = application.CreateClient();
        await using (var owner = new HallDb(HallSchema.Options(_hall.Connections.Owner)))
            await owner.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = (SELECT max("MigrationId") FROM "__EFMigrationsHistory")""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), await Ask(stranger, "/health/ready"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), await Ask(stranger, "/health"));
        Assert.Equal((HttpStatusCode.OK, "healthy"), await Ask(stranger, "/health/live"));
    }

    [Fact]
    public async Task With_the_database_away_the_process_lives_even_for_somebody_signed_in()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"hall-{Guid.NewGuid():N}");
        try
        {
            await using var postgres = await LocalPostgres.Start(folder, durable: false);
            await postgres.MakeDatabase("hall");
            await using var application = WebHall.Open(HallConnections.Local(postgres, "hall"));
            using var browser = application.CreateClient();
            var first = application.Services.GetRequiredService<FirstAdministrator>();
            await first.Run(new(first.SetupCode, "A1", "测试", "Morning-8-30", ""), default);
            using (var signedIn = await WebHall.SignIn(browser, "A1", "/sign-in"))
                Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
            await postgres.StopAtOnce();

            Assert.Equal((HttpStatusCode.OK, "healthy"), await Ask(browser, "/health/live"));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), await Ask(browser, "/health/ready"));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), await Ask(browser, "/health/schedules"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Schedules_are_unhealthy_once_a_session_has_waited_a_day_for_its_close()
    {
        await using var application = WebHall.Open(_hall.Connections, _hall.Clock);
        using var stranger = application.CreateClient();
        var clerk = await _hall.Clerk("H100");
        _hall.At("2026-11-19 08:20:00");
        await _hall.Press(clerk, PunchAction.In);
        // The morning's last punch could come at 12:30.
        _hall.At("2026-11-20 12:30:59");
        Assert.Equal("healthy", (await Ask(stranger, "/health/schedules")).Word);
        _hall.At("2026-11-20 12:31:00");
        Assert.Equal("unhealthy", (await Ask(stranger, "/health/schedules")).Word);

        await _hall.Get<CloseSessions>().Run(default);

        Assert.Equal("healthy", (await Ask(stranger, "/health/schedules")).Word);
    }

    [Fact]
    public async Task The_lag_of_the_closes_counts_from_the_last_minute_of_the_oldest_session()
    {
        var lag = _hall.Get<CloseLag>();
        Assert.Equal(TimeSpan.Zero, await Lag());
        var clerk = await _hall.Clerk("H101");
        _hall.At("2026-11-19 08:20:00");
        await _hall.Press(clerk, PunchAction.In);
        _hall.At("2026-11-19 12:30:59");
        Assert.Equal(TimeSpan.Zero, await Lag());

        _hall.At("2026-11-19 13:00:00");

        Assert.Equal(TimeSpan.FromMinutes(30), await Lag());

        async Task<TimeSpan> Lag()
        {
            await using var db = await _hall.Factory.CreateDbContextAsync();
            return await lag.Of(db, default);
        }
    }

    private static async Task<(HttpStatusCode Status, string Word)> Ask(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
