using ServiceHall.Rules.People;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Ranking;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>What waits for whom, and what the section finds.</summary>
public sealed class ApprovalsTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task The_inbox_shows_to_each_signer_what_waits_why_they_and_until_when()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-30 08:30", "2026-11-30 17:00", team.Cover));

        var row = Assert.Single(await Inbox(team.Leader!), row => row.Leave.Id == id);
        Assert.Equal("窗口负责人", row.How);
        Assert.Contains("请假 (二)2", row.Why, StringComparison.Ordinal);
        // 390 working minutes: 150 on the 19th until 11:30, 210 in the afternoon, 30 on the 20th.
        Assert.Equal("2026-11-20 09:00", Civil(row.Rises!.Value));
        Assert.Single(await Inbox(hall.SectionHead), one => one.Leave.Id == id);
        Assert.DoesNotContain(await Inbox(team.Clerk), one => one.Leave.Id == id);
        Assert.DoesNotContain(await Inbox(hall.HallLeader), one => one.Leave.Id == id);

        Assert.Null((await hall.Get<SignLeave>().Run(team.Leader!, id, true, "", default)).Refusal);
        Assert.DoesNotContain(await Inbox(team.Leader!), one => one.Leave.Id == id);
    }

    [Fact]
    public async Task The_section_finds_what_is_to_be_filed_and_a_leader_only_their_own()
    {
        hall.At("2026-11-19 09:00");
        var (team, other) = (await hall.Team(), await hall.Team());
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover, reason: "办理户口"));
        await hall.Approved(other.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", other.Cover, "sick"));

        Assert.Contains(await Found(hall.Section, ListLeave.Which.ToFile), row => row.Leave.Id == id && row.Days.Rounded() == 0.5m);
        Assert.Single(await Found(hall.Section, ListLeave.Which.ToFile, "办理户口"));
        Assert.All(await Found(team.Leader!, ListLeave.Which.All), row => Assert.Equal(team.Clerk.StaffId, row.Leave.StaffId));
        Assert.NotEmpty(await Found(team.UnitLeader, ListLeave.Which.All));
        Assert.NotNull((await hall.Get<ListLeave>().Run(team.Clerk, new("", ListLeave.Which.All, "", null, 1), default)).Refusal);
    }

    [Fact]
    public async Task Personal_leave_over_three_days_in_a_month_costs_the_person_the_quarter()
    {
        hall.At("2026-11-19 09:00");
        var (team, other) = (await hall.Team(), await hall.Team());
        await hall.Approved(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-26 11:30", team.Cover));
        await hall.Approved(other.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-25 17:00", other.Cover));

        var standing = (await hall.Get<ShowStanding>().Run(hall.Section, new(SubjectKind.Person, new(2026, 4), 1), default)).Value;

        Assert.Equal(["personal_leave"], standing.Rows.Single(row => row.Id == team.Clerk.StaffId).Place.Bars.Select(bar => bar.Code));
        Assert.Empty(standing.Rows.Single(row => row.Id == other.Clerk.StaffId).Place.Bars);
    }

    private async Task<IReadOnlyList<ShowApprovals.Row>> Inbox(Web.Accounts.Actor actor) => (await hall.Get<ShowApprovals>().Run(actor, default)).Value;

    private async Task<IReadOnlyList<ListLeave.Row>> Found(Web.Accounts.Actor actor, ListLeave.Which which, string text = "") =>
        (await hall.Get<ListLeave>().Run(actor, new(text, which, "", null, 1), default)).Value.Rows;

    private string Civil(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, hall.Clock.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
