using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using static ServiceHall.Web.Tests.Leave.AskingHall;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>Taking leave back. It is Thursday 19 November 2026, 08:00.</summary>
public sealed class CancelLeaveTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task What_waits_is_cancelled_at_any_time_even_after_its_start()
    {
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, Form("2026-11-18 08:30", "2026-11-18 17:00", team.Cover));

        _ = (await hall.Get<CancelLeave>().Run(team.Clerk, id, "不用了", default)).Value;

        var leave = await hall.Leave(id);
        Assert.Equal((LeaveState.Cancelled, true, "不用了"), (leave.State, leave.IsVoid, leave.Steps[^1].Remark));
        Assert.Contains(await hall.Told(team.Cover), text => text.Contains("您不用顶岗了", StringComparison.Ordinal));
        Assert.Contains(await hall.Told(team.Leader!), text => text.Contains("撤销了", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approved_leave_is_cancelled_before_its_start_and_its_day_is_computed_again()
    {
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, Form("2026-11-19 13:30", "2026-11-20 17:00", team.Cover));

        _ = (await hall.Get<CancelLeave>().Run(team.Clerk, id, "", default)).Value;

        await using var db = await hall.Factory.CreateDbContextAsync();
        var stale = await db.Set<StaleDay>().SingleAsync(day => day.StaffId == team.Clerk.StaffId);
        Assert.Equal((new DateOnly(2026, 11, 19), new DateOnly(2026, 11, 19)), (stale.First, stale.Last));
        Assert.Contains(await hall.Told(hall.Section), text => text.Contains("撤销了", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approved_leave_that_has_begun_is_not_cancelled()
    {
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, Form("2026-11-19 08:30", "2026-11-20 17:00", team.Cover));
        hall.At("2026-11-19 08:30");
        try
        {
            Assert.Contains("提前返岗请到岗打卡签到", (await hall.Get<CancelLeave>().Run(team.Clerk, id, "", default)).Refusal!.Text, StringComparison.Ordinal);
        }
        finally
        {
            hall.At("2026-11-19 08:00");
        }
    }

    [Fact]
    public async Task Only_the_applicant_cancels_and_only_once()
    {
        var team = await hall.Team();
        var id = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;

        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<CancelLeave>().Run(team.Cover, id, "", default)).Refusal!.Kind);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hall.Get<CancelLeave>().Run(team.Clerk, id, "", default)));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.All(answers.Where(answer => answer.Refusal is not null), answer => Assert.Contains("“已撤销”，不能再做“撤销”", answer.Refusal!.Text, StringComparison.Ordinal));
        Assert.Equal(RefusalKind.NotFound, (await hall.Get<CancelLeave>().Run(team.Clerk, 987654, "", default)).Refusal!.Kind);
        Assert.Contains("最多 400 个字", (await hall.Get<CancelLeave>().Run(team.Clerk, id, new string('因', 401), default)).Refusal!.Text, StringComparison.Ordinal);
    }
}
