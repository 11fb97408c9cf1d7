using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>What the hall does each minute about those who have stepped away.</summary>
public sealed class WatchAwaysTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private Actor _section = null!;
    private Actor _clerk = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        _section = await _hall.Person("section", HallRole.Section);
        _clerk = await _hall.AtWork("A1");
        _hall.AtTime("10:00");
        await _hall.StepAway(_clerk);
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Theory]
    [InlineData("10:14", 0, 0)]
    [InlineData("10:15", 1, 0)]
    [InlineData("10:20", 1, 0)]
    [InlineData("10:21", 1, 1)]
    public async Task At_fifteen_minutes_the_person_is_reminded_and_over_twenty_the_section_is_told(string time, int reminders, int told)
    {
        await Watch(time);

        Assert.Equal((reminders, told), ((await _hall.Told(_clerk)).Count, (await _hall.Told(_section)).Count));
    }

    [Fact]
    public async Task Each_is_told_once_however_often_the_hall_looks_and_on_however_many_servers()
    {
        _hall.AtTime("10:21");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _hall.Get<WatchAways>().Run(default)));
        await Watch("10:22");

        Assert.Contains("已 21 分钟", Assert.Single(await _hall.Told(_section)), StringComparison.Ordinal);
        Assert.Single(await _hall.Told(_clerk));
    }

    [Fact]
    public async Task With_leave_for_the_time_the_section_is_told_nothing()
    {
        await _hall.GrantLeave(_clerk, "10:10", "11:00");

        await Watch("10:40");

        Assert.Empty(await _hall.Told(_section));
    }

    [Fact]
    public async Task Who_was_away_too_long_while_the_hall_was_down_is_told_of_afterwards()
    {
        _hall.AtTime("10:30");
        await _hall.Get<StepAway>().End(_clerk, default);

        await Watch("10:45");

        Assert.Contains("共 30 分钟", Assert.Single(await _hall.Told(_section)), StringComparison.Ordinal);
        Assert.Empty(await _hall.Told(_clerk));
    }

    [Fact]
    public async Task A_sign_out_ends_it_at_its_own_moment()
    {
        _hall.AtTime("10:08");
        await _hall.Press(_clerk, PunchAction.Out);

        await Watch("10:09");

        var row = Assert.Single(await _hall.Aways(_clerk));
        Assert.Equal((AwayEnd.SignedOut, "10:08", _clerk.StaffId), (row.Ended, Time(row.BackAt), row.EndedById));
    }

    [Theory]
    [InlineData("11:30")]
    [InlineData("14:10")]
    public async Task The_end_of_work_ends_it_whenever_the_hall_looks(string time)
    {
        await Watch(time);

        var row = Assert.Single(await _hall.Aways(_clerk));
        Assert.Equal((AwayEnd.SessionOver, "11:30", (int?)null), (row.Ended, Time(row.BackAt), row.EndedById));
        Assert.Single(await _hall.Told(_section));
    }

    [Fact]
    public async Task Nothing_is_ever_deducted_by_it()
    {
        await Watch("10:50");
        _hall.AtTime("11:31");
        await _hall.Press(_clerk, PunchAction.Out);
        await Watch("11:31");
        _hall.AtTime("12:31");
        Assert.Equal(1, await _hall.Get<CloseSessions>().Run(default));

        Assert.Equal(["11-19 Morning normal"], await _hall.Results(_clerk));
        Assert.Empty(await _hall.Entries(_clerk));
    }

    private async Task Watch(string time)
    {
        _hall.AtTime(time);
        await _hall.Get<WatchAways>().Run(default);
    }

    private string Time(DateTimeOffset? at) => ((TimeProvider)_hall.Clock).Civil(at!.Value).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
