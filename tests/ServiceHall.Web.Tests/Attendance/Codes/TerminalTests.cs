using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Codes;

namespace ServiceHall.Web.Tests.Attendance.Codes;

public sealed class TerminalTests : IClassFixture<PunchingHall>
{
    private const string Password = "Morning-8-30";
    private const string Pin = "295183";
    private static int s_terminals;
    private readonly PunchingHall _hall;

    public TerminalTests(PunchingHall hall)
    {
        _hall = hall;
        hall.At("2026-11-19 08:24:00");
    }

    [Fact]
    public async Task Somebody_without_a_phone_punches_with_number_and_digits()
    {
        var clerk = await Clerk("T100");

        var told = (await Press("T100")).Value;

        Assert.Equal(("测试T100", "已签到 08:24 · 大厅终端"), (told.Name, told.Punch.Sentence));
        var punch = Assert.Single(await _hall.Punches(clerk));
        Assert.Equal((Proof.Code, PunchOutcome.Accepted), (punch.Proof, punch.Outcome));
        Assert.StartsWith("terminal:", punch.Device, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("terminal:1")]
    [InlineData("terminal:")]
    public async Task A_phone_that_calls_itself_a_terminal_is_refused(string device)
    {
        var clerk = await _hall.Clerk("T130-" + device.Length);

        var refused = await _hall.Get<ClockIn>().Run(clerk, new(PunchAction.In, Guid.NewGuid(), PunchingHall.Inside, TimeSpan.FromSeconds(1), device), default);

        Assert.Contains("大厅终端", refused.Refusal!.Text, StringComparison.Ordinal);
        Assert.Empty(await _hall.Punches(clerk));
    }

    [Fact]
    public async Task A_terminal_is_for_the_people_of_its_own_hall()
    {
        await Clerk("T101");

        var told = (await Press("T101", siteId: 999)).Value.Punch;

        Assert.Equal("foreign_code", told.Outcome);
    }

    [Fact]
    public async Task Wrong_digits_an_unknown_number_no_digits_and_locked_ones_are_told_the_same()
    {
        await Clerk("T102");
        await _hall.Clerk("T103");

        await Clerk("T129");
        for (var failure = 0; failure < AccountsModule.FailuresBeforeLock; failure++)
            await No("T129", "000009");

        string[] told = [await No("T102", "111222"), await No("T103", Pin), await No("nobody", Pin), await No("T129", Pin), await No("T129", "111222")];

        Assert.Single(told.Distinct());
        Assert.Contains("工号或终端密码不正确", told[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_failures_the_digits_are_locked_and_it_is_on_record()
    {
        var clerk = await Clerk("T104");
        for (var failure = 1; failure < AccountsModule.FailuresBeforeLock; failure++)
            Assert.Contains("不正确", await No("T104", "000009"), StringComparison.Ordinal);

        await No("T104", "000009");
        await No("T104", Pin);
        Assert.Empty(await _hall.Punches(clerk));
        var records = (await _hall.AuditRecords()).Where(record => record.Action == "punch.terminal" && record.ActorId == clerk.StaffId).ToList();
        Assert.Equal(6, records.Count);
        Assert.Contains("锁定到 08:39", records[4].Detail, StringComparison.Ordinal);
        Assert.Contains("已锁定", records[5].Detail, StringComparison.Ordinal);

        _hall.At("2026-11-19 08:39:01");
        Assert.Null((await Press("T104")).Refusal);
    }

    [Fact]
    public async Task Guesses_made_at_once_are_counted_one_by_one()
    {
        await Clerk("T105");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Press("T105", "000009")));

        await No("T105", Pin);
        Assert.Contains("已锁定", (await _hall.AuditRecords()).Last(record => record.Action == "punch.terminal").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_terminal_does_not_try_everybody_in_turn()
    {
        var terminal = Interlocked.Increment(ref s_terminals);
        for (var person = 0; person < PunchAtTerminal.FailuresInTenMinutes; person++)
            Assert.Contains("不正确", (await Press($"X{person}", terminal: terminal)).Refusal!.Text, StringComparison.Ordinal);

        await Clerk("T106");
        Assert.Equal(RefusalKind.TooMany, (await Press("T106", terminal: terminal)).Refusal?.Kind);
        Assert.Null((await Press("T106")).Refusal);
    }

    [Theory]
    [InlineData("12345", "6 位")]
    [InlineData("12345a", "6 位")]
    [InlineData("111111", "相同或连续")]
    [InlineData("123456", "相同或连续")]
    [InlineData("654321", "相同或连续")]
    [InlineData("121212", "重复")]
    [InlineData("123123", "重复")]
    [InlineData("002048", "取自工号")]
    public void Digits_that_others_would_try_first_are_refused(string pin, string why) =>
        Assert.Contains(why, PinRule.Fault(pin, "2048"), StringComparison.Ordinal);

    [Fact]
    public async Task Setting_the_digits_asks_for_the_password_and_stores_no_digits()
    {
        var clerk = await Clerk("T107");

        var refused = await _hall.Get<SetTerminalPin>().Run(clerk, new("T107", "wrong", "837261", "837261"), default);

        Assert.Contains("登录密码不正确", refused.Refusal!.Text, StringComparison.Ordinal);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.DoesNotContain(Pin, (await db.Set<TerminalPin>().SingleAsync(pin => pin.StaffId == clerk.StaffId)).Hash, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<SetTerminalPin>().Run(await _hall.Person("T108"), new("T107", Password, "837261", "837261"), default)).Refusal?.Kind);
    }

    [Fact]
    public async Task Somebody_who_has_left_punches_no_more()
    {
        var clerk = await Clerk("T109");
        await using var db = await _hall.Factory.CreateDbContextAsync();
        await db.Staff.Where(staff => staff.Id == clerk.StaffId).ExecuteUpdateAsync(staff => staff.SetProperty(s => s.LeftOn, new DateOnly(2026, 11, 18)));

        Assert.Contains("不正确", await No("T109", Pin), StringComparison.Ordinal);
    }

    private async Task<Actor> Clerk(string number)
    {
        var clerk = await _hall.Clerk(number);
        var code = (await _hall.Get<IssueCodes>().Run(Actor.Hall, [clerk.StaffId], default)).Value[0].Code;
        Assert.Null((await _hall.Get<SetPassword>().Run(new(number, code, Password, ""), default)).Refusal);
        Assert.Null((await _hall.Get<SetTerminalPin>().Run(clerk, new(number, Password, Pin, Pin), default)).Refusal);
        return clerk;
    }

    private async Task<Answer<PunchAtTerminal.Told>> Press(string number, string pin = Pin, int? siteId = null, int? terminal = null)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var site = siteId ?? await db.Sites.Where(row => row.Code == "HALL").Select(row => row.Id).SingleOrDefaultAsync();
        return await _hall.Get<PunchAtTerminal>().Run(
            new(terminal ?? Interlocked.Increment(ref s_terminals), site, number, pin, PunchAction.In, Guid.NewGuid(), "192.0.2.9"), default);
    }

    private async Task<string> No(string number, string pin) => (await Press(number, pin)).Refusal!.Text;
}
