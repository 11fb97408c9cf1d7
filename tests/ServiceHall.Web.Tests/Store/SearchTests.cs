using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Tests.Store;

/// <summary>Who looks for somebody writes as the keyboard stands: full or half width, with a blank or without.</summary>
public sealed class SearchTests(TestHall hall) : IClassFixture<TestHall>
{
    [Theory]
    [InlineData("L161", "Ｌ１６１")]
    [InlineData("L162", "l 162")]
    [InlineData("Ｌ１６３", "L163")]
    public async Task One_is_found_in_whatever_width_the_number_is_written(string number, string looked)
    {
        var section = await hall.Person("S" + looked, HallRole.Section, HallRole.AuditAdministrator);
        var clerk = await hall.Posted(number, await hall.Window("W" + number));
        // What they may not do is on record.
        Assert.NotNull((await hall.Get<GrantRole>().Grant(clerk, new(clerk.StaffId, HallRole.Section), default)).Refusal);

        Assert.Equal(clerk.StaffId, Assert.Single((await hall.Get<OutingChoices>().All(section, looked, default)).Value));
        Assert.Equal(clerk.StaffId, Assert.Single((await hall.Get<ListPeople>().Run(section, new("窗口 w" + looked, PeopleFilter.All, 1), default)).Value.Rows).Id);
        Assert.Contains((await hall.Get<ReadAudit>().Run(section, new(looked, null, 1), default)).Value.Rows, row => row.Action == "account.grant-role");
    }
}
