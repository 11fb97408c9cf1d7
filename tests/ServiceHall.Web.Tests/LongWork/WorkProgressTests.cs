using System.Globalization;
using System.Security.Claims;
using Bunit;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Retention;

namespace ServiceHall.Web.Tests.LongWork;

public sealed class WorkProgressTests(WorkHall hall) : IClassFixture<WorkHall>
{
    [Fact]
    public async Task It_follows_a_work_that_another_server_does_to_its_end_and_offers_the_result()
    {
        var section = await hall.Person("G1", HallRole.Section);
        var id = await hall.Start(section);
        await using var desk = Desk(section);
        var ended = 0;
        var shown = desk.Render<WorkProgress>(with => with.Add(one => one.Id, id).Add(one => one.OnEnded, () => ended++));
        shown.WaitForAssertion(() => Assert.Contains("等待服务器", shown.Markup, StringComparison.Ordinal));

        // What another server writes is seen without a press.
        await hall.Sql($"UPDATE long_work SET state = 'Running', stage = '核对', done = 3, total = 8, begun_at = {hall.Clock.GetUtcNow().AddSeconds(-75)} WHERE id = {id}");
        shown.WaitForAssertion(() => Assert.Equal(("3", "8"), (shown.Find("progress").GetAttribute("value"), shown.Find("progress").GetAttribute("max"))));
        Assert.Contains("核对：3 / 8", shown.Markup, StringComparison.Ordinal);
        Assert.Contains("已用 1 分 15 秒", shown.Markup, StringComparison.Ordinal);
        hall.Kind.Does = (_, _) => Task.FromResult(new WorkEnd("写了 8 行", File: new("application/zip", "结果.zip", [1])));
        await hall.Run(id);

        shown.WaitForAssertion(() => Assert.Contains("写了 8 行", shown.Markup, StringComparison.Ordinal));
        Assert.Equal($"/desk/work/{id}/file", shown.Find("a[download]").GetAttribute("href"));
        Assert.Empty(shown.FindAll("progress, button"));
        Assert.Equal(1, ended);
    }

    [Fact]
    public async Task A_stop_asks_first_and_then_stops()
    {
        var section = await hall.Person("G2", HallRole.Section);
        var id = await hall.Start(section);
        await using var desk = Desk(section);
        var shown = desk.Render<WorkProgress>(with => with.Add(one => one.Id, id));
        shown.WaitForAssertion(() => Assert.Equal("停止…", shown.Find("button").TextContent));

        await shown.Find("button").ClickAsync(new());
        Assert.Equal(WorkState.Waiting, (await hall.Row(id)).State);
        Assert.Equal(["确认停止", "取消"], shown.FindAll("button").Select(button => button.TextContent));
        await shown.FindAll("button")[0].ClickAsync(new());

        shown.WaitForAssertion(() => Assert.Contains("已停止，没有写入任何内容。", shown.Markup, StringComparison.Ordinal));
        Assert.Equal(WorkState.Stopped, (await hall.Row(id)).State);
    }

    [Fact]
    public async Task A_fault_says_what_happened_and_what_to_do_next()
    {
        var section = await hall.Person("G3", HallRole.Section);
        hall.Kind.Does = (_, _) => throw new InvalidOperationException("磁盘已满");
        var id = await hall.Start(section);
        await hall.Run(id);
        await using var desk = Desk(section);

        var shown = desk.Render<WorkProgress>(with => with.Add(one => one.Id, id));

        shown.WaitForAssertion(() => Assert.Contains("磁盘已满", shown.Markup, StringComparison.Ordinal));
        Assert.Contains($"反复出错请告诉系统管理员，编号 {id}", shown.Markup, StringComparison.Ordinal);
        Assert.Equal("/desk/people", shown.Find("a").GetAttribute("href"));
    }

    [Fact]
    public async Task Somebody_elses_work_shows_why_not_and_nothing_of_it()
    {
        var id = await hall.Start(await hall.Person("G4", HallRole.Section));
        await using var desk = Desk(await hall.Person("G5"));

        var shown = desk.Render<WorkProgress>(with => with.Add(one => one.Id, id));

        shown.WaitForAssertion(() => Assert.Contains("别人发起的", shown.Markup, StringComparison.Ordinal));
        Assert.Empty(shown.FindAll(".work"));
    }

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.Services.AddSingleton<TimeProvider>(hall.Clock).AddSingleton(hall.Get<ShowWork>()).AddSingleton(hall.Get<StopWork>()).AddSingleton(hall.Get<LiveWorks>())
            .AddSingleton(hall.Get<RetentionPlan>());
        desk.AddAuthorization().SetAuthorized("somebody")
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
