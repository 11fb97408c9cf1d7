using ServiceHall.Rules.Inspection;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Tests.Attendance;

namespace ServiceHall.Web.Tests.Shell;

public sealed class StartFiguresTests : IAsyncLifetime
{
    // Each test has a hall of its own: the figures are about everybody.
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task The_section_sees_at_once_who_is_there_and_what_waits_for_it()
    {
        var section = await _hall.Person("SF1", HallRole.Section);
        var (here, _) = (await _hall.Clerk("SF2"), await _hall.Clerk("SF3"));
        _hall.At("2026-11-19 08:20:00");
        await _hall.Press(here, Rules.Attendance.PunchAction.In);
        _hall.At("2026-11-19 09:00:00");
        int window;
        await using (var db = await _hall.Factory.CreateDbContextAsync())
            window = db.Windows.Single().Id;
        Assert.Null((await _hall.Get<LogFinding>().Run(
            section, new(Guid.NewGuid(), InspectionKind.Report, window, here.StaffId, "K4.3", 1, false, "", []), default)).Refusal);
        Assert.Null((await _hall.Get<Propose>().Run(section, new Propose.Day(new(2026, 12, 31), IsWorkday: false, "盘点"), default)).Refusal);

        var figures = (await _hall.Get<ShowStart>().Run(section, default)).Value;

        Assert.Equal(
            ["1/2 现在在岗人数", "1 问题待查实", "1 日历事项待第二人签字", "2027 年节假日安排未公布"],
            figures.Select(figure => $"{figure.Number} {figure.Text}"));
    }

    [Fact]
    public async Task A_clerk_sees_none_of_the_sections_figures()
    {
        var clerk = await _hall.Clerk("SF4");

        Assert.Empty((await _hall.Get<ShowStart>().Run(clerk, default)).Value);
    }
}
