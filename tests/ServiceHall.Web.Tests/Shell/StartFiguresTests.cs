using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Inspection;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Tests.Attendance;
using ServiceHall.Web.Tests.Leave;

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
            ["1/2 现在在岗人数", "1 问题待查实", "2027 年节假日安排未公布", "1 日历事项待第二人签字"],
            figures.Select(figure => $"{figure.Number} {figure.Text}"));
    }

    [Fact]
    public async Task Whoever_has_to_sign_or_to_answer_sees_how_much_waits_for_them_whatever_their_rights()
    {
        var (leader, hallLeader, clerk, cover) = await LeaveThatWaits();

        Assert.Equal(["1 请假待您签批 /m/approvals"], await Own(leader));
        Assert.Equal(["1 请假待您签批 /m/approvals"], await Own(hallLeader));
        Assert.Equal(["1 顶岗待您答复 /m/cover"], await Own(cover));
        Assert.Empty(await Own(clerk));
    }

    [Fact]
    public async Task The_start_page_of_those_with_most_duties_leaves_room_for_the_rest_below_20_statements()
    {
        await LeaveThatWaits();
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var head = new Actor(await db.RoleGrants.Where(grant => grant.Role == HallRole.SectionHead).Select(grant => grant.StaffId).SingleAsync(), "");
        _ = await _hall.Get<ShowStart>().Run(head, default);
        using var counted = new CountedStatements();

        Assert.NotEmpty((await _hall.Get<ShowStart>().Run(head, default)).Value);

        // Opening the page takes five beside: its sign-in, the circuit's two requests, the bell and the fact that it rings.
        Assert.InRange(counted.Number, 8, 15);
    }

    [Fact]
    public async Task A_clerk_sees_none_of_the_sections_figures()
    {
        var clerk = await _hall.Clerk("SF4");

        Assert.Empty((await _hall.Get<ShowStart>().Run(clerk, default)).Value);
    }

    [Fact]
    public async Task Truancy_of_December_still_waits_in_January_and_the_figure_leads_to_it()
    {
        var (section, _) = (await _hall.Person("SF20", HallRole.Section), await _hall.Clerk("SF21", new(2026, 12, 31)));
        _hall.At("2026-12-31 08:20:00");
        await _hall.Press(await _hall.Clerk("SF22", new(2026, 12, 31)), Rules.Attendance.PunchAction.In);
        _hall.At("2027-01-01 08:00:00");
        await _hall.Get<CloseSessions>().Run(default);

        var figure = (await _hall.Get<ShowStart>().Run(section, default)).Value.Single(one => one.Text == "旷工待核查（半天）");

        Assert.Equal(("3", "/desk/truancy"), (figure.Number, figure.Address));
        // Where no year is asked for, the first is shown in which something waits.
        var found = (await _hall.Get<ListTruancy>().Run(section, new(null, OnlyUnseen: true, "", 1), default)).Value;
        Assert.Equal((2026, 3), (found.Year, found.Total));
    }

    private async Task<IEnumerable<string>> Own(Actor actor) =>
        (await _hall.Get<ShowStart>().Run(actor, default)).Value.Where(figure => figure.OnPhone is not null).Select(figure => $"{figure.Number} {figure.Text} {figure.OnPhone}");

    // A leader's own half day, which section head and hall leader sign, one of a clerk's, which the leader signs, and one that waits for its cover.
    private async Task<(Actor Leader, Actor HallLeader, Actor Clerk, Actor Cover)> LeaveThatWaits()
    {
        var (leader, clerk, cover) = (await _hall.Clerk("SF10"), await _hall.Clerk("SF11"), await _hall.Clerk("SF12"));
        await _hall.Sql($"UPDATE posting SET role = 'Leader' WHERE staff_id = {leader.StaffId}");
        var hallLeader = await _hall.Person("SF13", HallRole.HallLeader);
        await _hall.Person("SF14", HallRole.SectionHead);
        _hall.At("2026-11-19 09:00:00");
        foreach (var (actor, day, answers) in new[] { (leader, 23, true), (clerk, 24, true), (clerk, 25, false) })
        {
            var form = AskingHall.Form($"2026-11-{day} 08:30", $"2026-11-{day} 11:30", cover);
            var id = (await _hall.Get<SubmitLeave>().Run(actor, form, null, default)).Value;
            if (answers)
                _ = (await _hall.Get<AnswerCover>().Accept(cover, id, default)).Value;
        }

        return (leader, hallLeader, clerk, cover);
    }
}
