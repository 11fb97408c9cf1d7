using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Schedules;

namespace ServiceHall.Web.Tests.Schedules;

public sealed class DashboardTests(WebHall hall) : IClassFixture<WebHall>
{
    private const string Page = JobDashboard.Path;

    [Fact]
    public async Task The_system_administrator_opens_the_schedulers_pages_in_Chinese_and_nobody_else_does()
    {
        using var administrator = await hall.SignedIn("D1", roles: HallRole.SystemAdministrator);
        var page = await administrator.GetStringAsync(Page + "/recurring");
        Assert.Contains("周期性作业", page, StringComparison.Ordinal);

        foreach (var (number, role) in new[] { ("D2", HallRole.SectionHead), ("D3", HallRole.AuditAdministrator), ("D4", HallRole.HallLeader) })
        {
            using var other = await hall.SignedIn(number, roles: role);
            foreach (var path in new[] { "", "/recurring", "/stats", "/jobs/enqueued", "/servers" })
                Assert.NotEqual(HttpStatusCode.OK, (await other.GetAsync(Page + path)).StatusCode);
        }

        using var nobody = hall.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await nobody.GetAsync(Page)).StatusCode);
    }

    [Fact]
    public async Task A_press_without_the_halls_token_is_refused_and_one_from_the_page_is_taken()
    {
        using var administrator = await hall.SignedIn("D5", roles: HallRole.SystemAdministrator);
        var page = await administrator.GetStringAsync(Page + "/recurring");

        using var forged = await administrator.PostAsync(Page + "/recurring/trigger", Pressed());
        administrator.DefaultRequestHeaders.Add(Meta(page, "csrf-header"), Meta(page, "csrf-token"));
        using var pressed = await administrator.PostAsync(Page + "/recurring/trigger", Pressed());

        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, pressed.StatusCode);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var presses = await db.Audit.Where(record => record.Action == "jobs.press").OrderBy(record => record.Id).ToListAsync();
        Assert.Equal([("/recurring/trigger", AuditOutcome.NotAllowed), ("/recurring/trigger", AuditOutcome.Done)],
            presses.Select(press => (press.Subject, press.Outcome)));
        Assert.All(presses, press => Assert.NotNull(press.ActorId));
    }

    [Fact]
    public async Task Moments_on_the_schedulers_pages_are_told_in_Chinese()
    {
        using var administrator = await hall.SignedIn("D7", roles: HallRole.SystemAdministrator);
        var page = await administrator.GetStringAsync(Page);
        var scripts = Regex.Matches(page, "<script src=\"([^\"]+)\"").Select(found => found.Groups[1].Value);

        var sent = await Task.WhenAll(scripts.Select(script => administrator.GetStringAsync(script)));

        Assert.Contains(sent, script => script.Contains("documentElement.lang = \"zh-cn\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_is_left_open_asks_for_its_figures_and_keeps_nobody_signed_in()
    {
        using var administrator = await hall.SignedIn("D6", roles: HallRole.SystemAdministrator);
        var page = await administrator.GetStringAsync(Page);
        administrator.DefaultRequestHeaders.Add(Meta(page, "csrf-header"), Meta(page, "csrf-token"));
        var before = await LastSeen("D6");
        hall.People.Clock.Advance(TimeSpan.FromMinutes(10));

        using (var figures = await administrator.PostAsync(Page + "/stats", new FormUrlEncodedContent([])))
            Assert.Equal(HttpStatusCode.OK, figures.StatusCode);
        Assert.Equal(before, await LastSeen("D6"));

        Assert.Contains("任务后台", await administrator.GetStringAsync(Page), StringComparison.Ordinal);
        Assert.Equal(hall.People.Clock.GetUtcNow(), await LastSeen("D6"));
    }

    private async Task<DateTimeOffset> LastSeen(string number)
    {
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        return await db.SignIns.Where(signIn => db.Staff.Any(staff => staff.Id == signIn.StaffId && staff.Number == number))
            .MaxAsync(signIn => signIn.LastSeenAt);
    }

    private static FormUrlEncodedContent Pressed() => new([KeyValuePair.Create("jobs[]", "close-session")]);

    private static string Meta(string page, string name) => Regex.Match(page, $"<meta name=\"{name}\" content=\"([^\"]+)\"").Groups[1].Value;
}
