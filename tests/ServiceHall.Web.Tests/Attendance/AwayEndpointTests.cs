using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>The phone's panel of stepping away, over HTTP.</summary>
public sealed class AwayEndpointTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task The_panel_appears_with_the_session_starts_with_one_tap_and_warns_as_the_minutes_run()
    {
        var browser = await AtWork("W1");
        At("08:25");
        Assert.DoesNotContain("data-away", await browser.GetStringAsync("/m"), StringComparison.Ordinal);
        At("10:00");
        Assert.Contains("data-away=\"start\"", await browser.GetStringAsync("/m"), StringComparison.Ordinal);

        using var started = await WebHall.Post(browser, "/m", "/m/away", ("act", "start"));

        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        At("10:14");
        var early = await browser.GetStringAsync("/m");
        Assert.Contains("预计 10:20 返回", early, StringComparison.Ordinal);
        Assert.DoesNotContain("请尽快返回", early, StringComparison.Ordinal);
        At("10:15");
        Assert.Contains("已满 15 分钟，请尽快返回", await browser.GetStringAsync("/m"), StringComparison.Ordinal);
        At("10:21");
        Assert.Contains("已超过 20 分钟而没有请假", await browser.GetStringAsync("/m"), StringComparison.Ordinal);
        using var ended = await WebHall.Post(browser, "/m", "/m/away", ("act", "end"));
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Contains("data-away=\"start\"", await browser.GetStringAsync("/m"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_told_in_a_sentence_with_its_clause()
    {
        var browser = await AtWork("W2");
        await using (var db = await hall.People.Factory.CreateDbContextAsync())
            await hall.People.GrantLeave(new Actor(db.Staff.Single(staff => staff.Number == "W2").Id, ""), "09:30", "10:30");
        At("10:00");
        Assert.DoesNotContain("data-away", await browser.GetStringAsync("/m"), StringComparison.Ordinal);

        // A page opened before the leave still has the button.
        using var answer = await WebHall.Post(browser, "/m/account", "/m/away", ("act", "start"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("您现在在请假（到 10:30），不用登记暂离。（考勤 一(四)）", await Message(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_without_the_pages_token_is_refused()
    {
        var browser = await AtWork("W3");
        At("10:00");

        using var answer = await browser.PostAsync("/m/away", new FormUrlEncodedContent([KeyValuePair.Create("act", "start")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        Assert.False(await db.Set<SteppedAway>().AnyAsync(away => away.Staff!.Number == "W3"));
    }

    [Fact]
    public async Task Somebody_not_signed_in_gets_401()
    {
        using var answer = await hall.Browser().PostAsync("/m/away", new FormUrlEncodedContent([KeyValuePair.Create("act", "start")]));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<HttpClient> AtWork(string number)
    {
        At("08:20");
        var browser = await hall.SignedIn(number, "/m/sign-in");
        var window = await hall.People.Window("window-" + number);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var person = db.Staff.Single(staff => staff.Number == number).Id;
        db.Add(new Posting { StaffId = person, WindowId = window.Id, From = new(2026, 1, 1) });
        await db.SaveChangesAsync();
        Assert.True((await hall.People.Get<ClockIn>().Run(new Actor(person, ""), new(PunchAction.In, Guid.NewGuid(), null, null, ""), default)).Value.Accepted);
        return browser;
    }

    private void At(string time) => hall.People.Clock.AdjustTime(
        ((TimeProvider)hall.People.Clock).InstantOf(DateTime.Parse($"2026-11-19 {time}", System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task<string> Message(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.GetProperty("message").GetString()!;
    }
}
