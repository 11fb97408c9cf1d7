using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Leave;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>The phone's page on a day with leave by the hour, over HTTP. It is Thursday 19 November 2026; work is 08:30-11:30 and 13:30-17:00.</summary>
public sealed class PunchPageOnLeaveTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task The_sign_out_at_the_begin_of_leave_is_the_right_one_and_is_not_called_early()
    {
        var clerk = await Clerk("L1");
        await hall.People.GrantLeave(clerk.Actor, "15:00", "17:00");
        await Press(clerk, "13:25", "in");
        Assert.Contains("15:00 前签退算早退", await Page(clerk, "14:50"), StringComparison.Ordinal);

        var page = await Page(clerk, "15:05");

        Assert.DoesNotContain("早退", page, StringComparison.Ordinal);
        Assert.Contains("应在岗到 15:00，签退到 18:00", page, StringComparison.Ordinal);
        await Press(clerk, "15:05", "out");
        Assert.DoesNotContain("早退", await Page(clerk, "15:06"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_leave_in_the_morning_the_page_says_from_when_presence_is_owed()
    {
        var clerk = await Clerk("L2");
        await hall.People.GrantLeave(clerk.Actor, "08:30", "10:00");

        Assert.Contains("10:00 起应在岗，签到到 11:30", await Page(clerk, "08:10"), StringComparison.Ordinal);
        Assert.Contains("签到后，假期缩短到此刻", await Page(clerk, "09:10"), StringComparison.Ordinal);
        Assert.Contains("已过 10:00，现在签到算迟到", await Page(clerk, "10:05"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("L3", "13:25", "15:00", "17:00", "15:05", "16:00", "17:05")]
    [InlineData("L4", "13:25", "15:00", "17:00", null, "16:00", "17:05")]
    [InlineData("L5", "08:20", "09:30", "11:30", null, "10:15", "11:35")]
    [InlineData("L6", "08:20", "10:00", "10:40", "10:00", "10:20", "11:35")]
    public async Task Whoever_comes_back_before_leave_by_the_hour_ends_signs_in_and_out_and_nothing_is_wrong(
        string number, string signIn, string from, string to, string? left, string back, string end)
    {
        var clerk = await Clerk(number);
        await hall.People.GrantLeave(clerk.Actor, from, to);
        await Press(clerk, signIn, "in");
        if (left is not null)
            await Press(clerk, left, "out");
        Assert.Contains("返岗签到", await Page(clerk, back), StringComparison.Ordinal);

        Assert.Contains($"已提前返岗，假期缩短至 11 月 19 日 {back}", await Press(clerk, back, "in"), StringComparison.Ordinal);

        var after = await Page(clerk, back);
        Assert.DoesNotContain("返岗签到", after, StringComparison.Ordinal);
        Assert.Contains("data-away=\"start\"", after, StringComparison.Ordinal);
        Assert.Contains("签退</b>", await Page(clerk, end), StringComparison.Ordinal);
        await Press(clerk, end, "out");
        var leave = Assert.Single(await Leave(clerk));
        Assert.Equal((back, to), (Time(leave.To), Time(leave.AskedTo)));
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var judged = await hall.People.Get<JudgeDays>().Run(db, await hall.People.Get<HallGate>().Current(db, default), new(2026, 11, 19), [clerk.Actor.StaffId], default);
        Assert.Equal("normal", judged.Single(session => session.Result.Kept.SignIn is not null).Result.Status);
    }

    [Fact]
    public async Task A_sign_out_for_leave_within_a_session_is_not_the_last_one_and_the_page_says_so()
    {
        var clerk = await Clerk("L7");
        await hall.People.GrantLeave(clerk.Actor, "10:00", "10:40");
        await Press(clerk, "08:20", "in");
        await Press(clerk, "10:00", "out");

        var page = await Page(clerk, "10:50");

        Assert.Contains("10:00 签退后还应在岗，下班请再签退", page, StringComparison.Ordinal);
        Assert.DoesNotContain("早退 90 分钟", page, StringComparison.Ordinal);
        Assert.Contains("data-away=\"start\"", page, StringComparison.Ordinal);
        // Whoever does not has left at ten.
        Assert.Contains("早退 90 分钟", await Page(clerk, "12:31"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("L8", "08:30", "17:00", "08:10")]
    [InlineData("L9", "15:00", "17:00", "14:00")]
    public async Task Before_leave_begins_the_page_says_how_to_take_it_back_and_promises_no_early_return(string number, string from, string to, string at)
    {
        var clerk = await Clerk(number);
        await hall.People.GrantLeave(clerk.Actor, from, to);
        var id = Assert.Single(await Leave(clerk)).Id;

        var page = await Page(clerk, at);

        Assert.Contains($"请在 {from} 开始前撤销", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/m/leave/{id}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("提前返岗", page, StringComparison.Ordinal);
        Assert.Contains("提前返岗请照常签到", await Page(clerk, "16:30"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_leaves_and_two_covers_on_one_day_all_are_told()
    {
        var (clerk, one, other) = (await Clerk("L10"), await Clerk("L11"), await Clerk("L12"));
        await hall.People.GrantLeave(clerk.Actor, "08:30", "09:30");
        await hall.People.GrantLeave(clerk.Actor, "15:00", "17:00");
        await hall.People.GrantLeave(one.Actor, "09:30", "10:00", clerk.Actor);
        await hall.People.GrantLeave(other.Actor, "13:30", "14:30", clerk.Actor);

        var page = await Page(clerk, "09:00");

        Assert.Contains("<b>休假中</b>", page, StringComparison.Ordinal);
        foreach (var span in new[] { "08:30 至 09:30", "15:00 至 17:00", "09:30 至 10:00", "13:30 至 14:30" })
            Assert.Contains(span, page, StringComparison.Ordinal);
    }

    /// <summary>Somebody with a phone.</summary>
    private sealed record Phone(Actor Actor, HttpClient Browser);

    private async Task<Phone> Clerk(string number)
    {
        At("07:40");
        var browser = await hall.SignedIn(number, "/m/sign-in");
        var window = await hall.People.Window("window-" + number);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var id = await db.Staff.Where(staff => staff.Number == number).Select(staff => staff.Id).SingleAsync();
        db.Add(new Posting { StaffId = id, WindowId = window.Id, From = new(2026, 1, 1) });
        await db.SaveChangesAsync();
        return new(new Actor(id, ""), browser);
    }

    private async Task<string> Page(Phone clerk, string time)
    {
        At(time);
        return WebUtility.HtmlDecode(await clerk.Browser.GetStringAsync("/m"));
    }

    /// <returns>What the phone is told.</returns>
    private async Task<string> Press(Phone clerk, string time, string action)
    {
        At(time);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/punches")
        {
            Content = new StringContent($$"""{"action":"{{action}}","key":"{{Guid.NewGuid()}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Origin", "https://hall.test");
        using var answer = await clerk.Browser.SendAsync(request);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(told.GetProperty("accepted").GetBoolean());
        return told.GetProperty("message").GetString()!;
    }

    private async Task<List<LeaveRequest>> Leave(Phone clerk)
    {
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        return await db.Set<LeaveRequest>().AsNoTracking().Where(leave => leave.StaffId == clerk.Actor.StaffId).ToListAsync();
    }

    private string Time(DateTimeOffset at) => ((TimeProvider)hall.People.Clock).Civil(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private void At(string time) =>
        hall.People.Clock.AdjustTime(((TimeProvider)hall.People.Clock).InstantOf(DateTime.Parse($"2026-11-19 {time}", CultureInfo.InvariantCulture)));
}
