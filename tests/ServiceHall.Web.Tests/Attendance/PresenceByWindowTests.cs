using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Attendance;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class PresenceByWindowTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Who_signed_in_and_not_out_is_counted_as_present()
    {
        var (here, left, _) = (await _hall.Clerk("P1"), await _hall.Clerk("P2"), await _hall.Clerk("P3"));
        _hall.At("2026-11-19 08:20:00");
        await _hall.Press(here, PunchAction.In);
        await _hall.Press(left, PunchAction.In);
        _hall.At("2026-11-19 10:00:00");
        await _hall.Press(left, PunchAction.Out);

        var counted = await Read();

        Assert.Equal("上午", counted.Running!.Title);
        Assert.Equal((3, 1), (Assert.Single(counted.Windows).Expected, counted.Windows[0].Present));
    }

    [Fact]
    public async Task Outside_working_time_nobody_is_counted_and_the_next_session_is_named()
    {
        await _hall.Clerk("P4");
        _hall.At("2026-11-20 17:00:00");

        var counted = await Read();

        Assert.Null(counted.Running);
        Assert.Empty(counted.Windows);
        Assert.Equal(new DateOnly(2026, 11, 23), counted.Next!.Day);
    }

    private async Task<PresenceByWindow.Counted> Read()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await _hall.Get<PresenceByWindow>().Read(db, default);
    }
}
