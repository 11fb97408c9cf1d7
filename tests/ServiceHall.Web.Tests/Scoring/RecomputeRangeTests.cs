using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Tests.Attendance;
using ServiceHall.Web.Tests.LongWork;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class RecomputeRangeTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private Actor _section = null!, _clerk = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        _section = await _hall.Person("Q-section", HallRole.Section);
        _clerk = await _hall.Clerk("Q1");
        foreach (var day in new[] { "2026-11-17", "2026-11-18" })
        {
            _hall.At(day + " 08:52:00");
            await _hall.Press(_clerk, PunchAction.In);
            _hall.At(day + " 18:40:00");
            await _hall.Get<CloseSessions>().Run(default);
        }

        _hall.At("2026-11-19 09:00:00");
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task What_was_changed_past_the_program_is_computed_again_day_by_day_and_told_with_the_reason()
    {
        var before = await _hall.Entries(_clerk);
        Assert.Contains("2026-11-17/am/in K1.1a -1", before);
        // Somebody changed a result in the database itself.
        await _hall.Sql($"UPDATE session_result SET status = 'normal' WHERE staff_id = {_clerk.StaffId} AND day = '2026-11-17' AND part = 'Morning'");

        var work = await _hall.Do(_section, Wanted(new(2026, 11, 16), new(2026, 11, 18), "数据库有改动"));

        Assert.Equal((WorkState.Done, false, "重新计算了 2 天，1 人次的结果有变化，已逐人告知。"), (work.State, work.IsRefused, work.Result));
        Assert.Contains("11-17 Morning late+no_out", await _hall.Results(_clerk));
        Assert.Equal(before, await _hall.Entries(_clerk));
        Assert.Matches("^考勤已重新计算：11 月 17 日上午 正常→迟到.*。原因：重新计算：数据库有改动。$", (await _hall.MessagesTo(_clerk))[^1].Text);
        Assert.Equal(
            ["day 2026-11-17", "day 2026-11-18"],
            (await _hall.AuditRecords()).Where(record => record.Action == "scoring.recompute").Select(record => record.Subject));
    }

    [Fact]
    public async Task Days_that_are_done_are_not_repeated()
    {
        var id = (await _hall.Get<StartWork>().Run(_section, Wanted(new(2026, 11, 17), new(2026, 11, 18), "核对"), default)).Value;
        await _hall.Sql($"UPDATE long_work SET reached = jsonb_build_object('day', '2026-11-17', 'changed', 4) WHERE id = {id}");

        await _hall.Run(id);

        Assert.Equal("day 2026-11-18", Assert.Single(await _hall.AuditRecords(), record => record.Action == "scoring.recompute").Subject);
        Assert.Equal("重新计算了 2 天，4 人次的结果有变化，已逐人告知。", (await _hall.Row(id)).Result);
    }

    [Fact]
    public async Task A_month_that_is_closed_is_refused_when_it_is_asked_and_when_it_closes_meanwhile()
    {
        var id = (await _hall.Get<StartWork>().Run(_section, Wanted(new(2026, 11, 17), new(2026, 11, 18), "核对"), default)).Value;
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            db.Add(new MonthClosing { Month = new(2026, 11, 1), ClosedAt = _hall.Clock.GetUtcNow(), ClosedById = _section.StaffId });
            await db.SaveChangesAsync();
        }

        var asked = await _hall.Get<StartWork>().Run(_section, Wanted(new(2026, 11, 18), new(2026, 11, 18), "核对"), default);
        await _hall.Run(id);

        Assert.Contains("2026 年 11 月的考勤已经月结", asked.Refusal!.Text, StringComparison.Ordinal);
        var work = await _hall.Row(id);
        Assert.True(work.IsRefused);
        Assert.Contains("2026 年 11 月的考勤已经月结", work.Result, StringComparison.Ordinal);
        Assert.DoesNotContain(await _hall.AuditRecords(), record => record.Action == "scoring.recompute");
    }

    [Theory]
    [InlineData("2026-11-18", "2026-11-17", "核对", "结束日期不能早于开始日期")]
    [InlineData("2025-01-01", "2026-11-18", "核对", "一次最多 366 天")]
    [InlineData("2026-11-14", "2026-11-15", "核对", "没有已经关闭的工作日")]
    [InlineData("2026-11-17", "2026-11-18", " ", "请写明原因")]
    public async Task What_makes_no_sense_is_told_at_once(string first, string last, string reason, string expected)
    {
        var answer = await _hall.Get<StartWork>().Run(
            _section, Wanted(DateOnly.ParseExact(first, "yyyy-MM-dd"), DateOnly.ParseExact(last, "yyyy-MM-dd"), reason), default);

        Assert.Contains(expected, answer.Refusal!.Text, StringComparison.Ordinal);
        Assert.Empty(_hall.Handed.All);
    }

    private static StartWork.Wanted Wanted(DateOnly first, DateOnly last, string reason) =>
        new(RecomputeRange.Kind, new RecomputeRange.Asked(first, last, reason), Guid.NewGuid());
}
