using System.Globalization;
using System.Security.Claims;
using Bunit;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;

namespace ServiceHall.Web.Tests.Leave;

public sealed class DelegationsPageTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task A_delegation_is_ended_by_who_gave_it_and_by_the_section_head_and_whoever_signs_by_it_is_not_offered_it()
    {
        hall.At("2026-11-23 09:00");
        var team = await hall.Team(colleagues: 2);
        var request = new DelegateSigning.Request("", await hall.NumberOf(team.Others[1]), new(2026, 11, 23), new(2026, 11, 27), "外出培训");
        Assert.Null((await hall.Get<DelegateSigning>().Run(team.Leader!, request, default)).Refusal);

        Assert.True(await Offers(team.Leader!));
        Assert.True(await Offers(hall.SectionHead, HallRole.SectionHead));
        Assert.False(await Offers(team.Others[1]));
    }

    private async Task<bool> Offers(Actor actor, params HallRole[] roles)
    {
        await using var desk = new BunitContext();
        desk.Services.AddSingleton<TimeProvider>(hall.Clock).AddSingleton(hall.Get<DelegateSigning>());
        desk.AddAuthorization().SetAuthorized("somebody").SetRoles([.. roles.Select(role => role.ToString())])
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        var page = desk.Render<DelegationsPage>();
        page.WaitForAssertion(() => Assert.Contains("外出培训", page.Markup, StringComparison.Ordinal));
        return page.Markup.Contains("结束委托", StringComparison.Ordinal);
    }
}
