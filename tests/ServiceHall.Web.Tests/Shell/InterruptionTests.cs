using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell.Circuits;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Shell;

public sealed class InterruptionTests
{
    [Fact]
    public async Task An_interruption_signs_nobody_out_of_an_open_page()
    {
        using var page = new HallAuthenticationState(NullLoggerFactory.Instance, new CheckSignIn(new AwayDatabase(), TimeProvider.System));
        var rights = new Rights(1, "D1", "测试", new HashSet<HallRole>(), null, []);

        Assert.True(await page.StillHolds(HallPrincipal.Of(Guid.NewGuid(), rights, "", "Desk"), default));
    }

    [Fact]
    public async Task With_the_database_away_pages_say_so_and_work_again_when_it_is_back()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"hall-{Guid.NewGuid():N}");
        try
        {
            await using var postgres = await LocalPostgres.Start(folder);
            await postgres.MakeDatabase("hall");
            await using var application = WebHall.Open(HallConnections.Local(postgres, "hall"));
            using var browser = application.CreateClient();
            using (var before = await browser.GetAsync("/sign-in"))
                Assert.Equal(HttpStatusCode.OK, before.StatusCode);

            var first = application.Services.GetRequiredService<FirstAdministrator>();
            await first.Run(new(first.SetupCode, "A1", "测试", "Morning-8-30", ""), default);
            using var phone = application.CreateClient();
            using (var signedIn = await WebHall.SignIn(phone, "A1", "/m/sign-in"))
                Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);

            await postgres.StopAtOnce();
            using (var during = await phone.GetAsync("/m"))
                Assert.Equal(HttpStatusCode.ServiceUnavailable, during.StatusCode);
            using (var during = await browser.GetAsync("/sign-in"))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, during.StatusCode);
                Assert.Equal("nosniff", during.Headers.GetValues("X-Content-Type-Options").Single());
                Assert.Contains("服务暂时中断", await during.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }

            using (var health = await browser.GetAsync("/health"))
                Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);

            await postgres.StartAgain();
            using var after = await browser.GetAsync("/sign-in");
            Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class AwayDatabase : IDbContextFactory<HallDb>
    {
        public HallDb CreateDbContext() => new(HallSchema.Options("Host=/nowhere"));
    }
}
