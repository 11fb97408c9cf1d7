using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance.Codes;

public sealed class HallCodeTests : IClassFixture<PunchingHall>
{
    private readonly PunchingHall _hall;

    public HallCodeTests(PunchingHall hall)
    {
        _hall = hall;
        hall.At("2026-11-19 08:24:00");
    }

    [Fact]
    public async Task A_code_from_the_screen_stands_in_for_the_position()
    {
        var clerk = await Clerk("C100", SiteProof.PositionOrCode);

        var told = await Press(clerk, await Code());

        Assert.Equal("已签到 08:24 · 凭动态码", told.Sentence);
        Assert.Equal(Proof.Code, Assert.Single(await _hall.Punches(clerk)).Proof);
    }

    [Fact]
    public async Task Where_either_is_taken_the_position_alone_is_enough()
    {
        var clerk = await Clerk("C101", SiteProof.PositionOrCode);

        Assert.True((await _hall.Press(clerk, PunchAction.In)).Accepted);

        Assert.Equal(Proof.Position, Assert.Single(await _hall.Punches(clerk)).Proof);
    }

    [Fact]
    public async Task A_code_counts_for_its_thirty_seconds_and_twenty_more()
    {
        var clerk = await Clerk("C102", SiteProof.Code);
        var code = await Code();

        _hall.At("2026-11-19 08:24:49");
        Assert.True((await Press(clerk, code)).Accepted);
        _hall.At("2026-11-19 08:24:51");
        var stale = await Press(clerk, code);

        Assert.Equal(("stale_code", "考勤 一(二)"), (stale.Outcome, stale.Clause));
        Assert.Equal("动态码不正确或已过期，动态码每 30 秒更换一次。请扫描大厅工作区屏幕上现在的二维码，或输入它下面的 8 位数字，然后再按一次。", stale.Sentence);
        Assert.Equal((PunchOutcome.StaleCode, Proof.Code), (await _hall.Punches(clerk)).Select(punch => (punch.Outcome, punch.Proof)).Last());
    }

    [Fact]
    public async Task The_code_of_another_hall_is_refused_as_such()
    {
        var clerk = await Clerk("C103", SiteProof.Code);
        var other = await OtherSite("FAR");
        var code = (await _hall.Get<ShowCode>().Run(other, default)).Code;

        var told = await Press(clerk, code);

        Assert.Equal("foreign_code", told.Outcome);
        Assert.Contains("本人窗口所在大厅的动态码", told.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_only_the_code_is_taken_a_position_is_not_enough()
    {
        var clerk = await Clerk("C104", SiteProof.Code);

        Assert.Equal("no_code", (await _hall.Press(clerk, PunchAction.In)).Outcome);
    }

    [Fact]
    public async Task Where_both_are_asked_for_one_alone_is_refused()
    {
        var clerk = await Clerk("C105", SiteProof.PositionAndCode);
        var code = await Code();

        Assert.Equal("no_code", (await _hall.Press(clerk, PunchAction.In)).Outcome);
        Assert.Equal("no_position", (await Press(clerk, code)).Outcome);
        Assert.Equal("outside_area", (await Press(clerk, code, PunchingHall.Outside)).Outcome);
        Assert.True((await Press(clerk, code, PunchingHall.Inside)).Accepted);
        Assert.Equal(Proof.PositionAndCode, (await _hall.Punches(clerk))[^1].Proof);
    }

    [Fact]
    public async Task Where_only_the_position_is_taken_a_code_changes_nothing()
    {
        var clerk = await Clerk("C106", SiteProof.Position);
        var code = await Code();

        Assert.Equal("no_position", (await Press(clerk, code)).Outcome);
    }

    [Fact]
    public async Task Who_and_when_come_before_the_code()
    {
        await Clerk("C107", SiteProof.Code);
        var stranger = await _hall.Person("C108");
        _hall.At("2026-11-19 05:00:00");
        var clerk = await Clerk("C109", SiteProof.Code);

        Assert.Equal("not_enrolled", (await Press(stranger, "00000000")).Outcome);
        Assert.Equal("outside_hours", (await Press(clerk, "00000000")).Outcome);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("12345678901234567890")]
    [InlineData("abcdefgh")]
    public async Task What_is_no_code_at_all_is_not_judged(string code)
    {
        var clerk = await Clerk("C110" + code, SiteProof.Code);

        var answer = await _hall.Get<ClockIn>().Run(clerk, Request(code), default);

        Assert.Contains("8 位数字", answer.Refusal!.Text, StringComparison.Ordinal);
        Assert.Empty(await _hall.Punches(clerk));
    }

    [Fact]
    public async Task Two_servers_show_and_take_the_same_codes_also_after_a_restart()
    {
        var clerk = await Clerk("C111", SiteProof.Code);
        await using var other = OtherServer();

        var code = await Code();
        Assert.Equal(code, (await other.GetRequiredService<ShowCode>().Run(await Site(), default)).Code);
        var answer = await other.GetRequiredService<ClockIn>().Run(clerk, Request(code), default);

        Assert.True(answer.Value.Accepted);
    }

    [Fact]
    public async Task Two_servers_that_are_asked_for_the_first_code_at_once_agree_on_one_secret()
    {
        await using var other = OtherServer();
        var site = await OtherSite("NEW");

        var codes = await Task.WhenAll(_hall.Get<ShowCode>().Run(site, default), other.GetRequiredService<ShowCode>().Run(site, default));

        Assert.Equal(codes[0].Code, codes[1].Code);
    }

    [Fact]
    public async Task The_next_code_of_a_server_whose_clock_is_a_little_ahead_is_taken()
    {
        var clerk = await Clerk("C112", SiteProof.Code);
        _hall.At("2026-11-19 08:24:30");
        var code = await Code();

        _hall.At("2026-11-19 08:24:26");
        Assert.True((await Press(clerk, code)).Accepted);
    }

    [Fact]
    public async Task A_secret_lies_in_the_database_protected_and_codes_change_with_each_step()
    {
        await Clerk("C113", SiteProof.Code);
        var codes = new HashSet<string>();
        foreach (var second in new[] { "00", "30" })
        {
            _hall.At($"2026-11-19 08:25:{second}");
            codes.Add(await Code());
        }

        Assert.Equal(2, codes.Count);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.All(await db.Set<SiteSecret>().ToListAsync(), secret => Assert.True(Convert.FromBase64String(secret.Protected).Length > 64));
    }

    [Fact]
    public async Task Two_devices_that_send_the_same_press_make_one_punch()
    {
        var clerk = await Clerk("C114", SiteProof.PositionOrCode);
        var (code, key) = (await Code(), Guid.NewGuid());

        var told = await Task.WhenAll(new[] { "one", "two" }.Select(device =>
            _hall.Get<ClockIn>().Run(clerk, Request(code) with { Key = key, Device = device }, default)));

        Assert.Single(told.Select(answer => answer.Value).Distinct());
        Assert.Single(await _hall.Punches(clerk));
    }

    private static ClockIn.Request Request(string? code, Position? position = null) =>
        new(PunchAction.In, Guid.NewGuid(), position, position is null ? null : TimeSpan.FromSeconds(1), "phone", Code: code);

    private async Task<PunchTold> Press(Actor actor, string? code, Position? position = null) =>
        (await _hall.Get<ClockIn>().Run(actor, Request(code, position), default)).Value;

    private async Task<string> Code() => (await _hall.Get<ShowCode>().Run(await Site(), default)).Code;

    private async Task<Actor> Clerk(string number, SiteProof proof)
    {
        var clerk = await _hall.Clerk(number);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        await db.Sites.Where(site => site.Code == "HALL").ExecuteUpdateAsync(site => site.SetProperty(s => s.Proof, proof));
        return clerk;
    }

    private async Task<int> Site()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Sites.Where(site => site.Code == "HALL").Select(site => site.Id).SingleAsync();
    }

    private async Task<int> OtherSite(string code)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var site = new Site { Code = code, Name = code, Latitude = 45.7, Longitude = 122.9, RadiusMetres = 150, Proof = SiteProof.Code };
        db.Add(site);
        await db.SaveChangesAsync();
        return site.Id;
    }

    // The same database and the same keys, and nothing else in common.
    private ServiceProvider OtherServer()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddHallDatabase(_hall.Connections).AddHallKeys(TestKeys.Certificates);
        services.AddSingleton<TimeProvider>(_hall.Clock).AddAccounts().AddPeople().AddCalendar().AddAttendance().AddRetention();
        return services.BuildServiceProvider();
    }
}
