using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.People;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Scoring;

namespace ServiceHall.Web.Tests.Shell;

public sealed class ListPagesTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task A_page_beyond_the_last_is_the_last_one()
    {
        var head = await hall.Person("Z-head", HallRole.SectionHead);
        var auditor = await hall.Person("Z-audit", HallRole.AuditAdministrator);
        await hall.Posted("Z1", await hall.Window("Z1"));
        var quarter = new Quarter(2026, 4);

        int[] pages =
        [
            Of((await hall.Get<ListPeople>().Run(head, new("", PeopleFilter.Posted, 99_999), default)).Value, found => (found.Page, found.Rows.Count)),
            Of((await hall.Get<ListScores>().Run(head, new(SubjectKind.Person, quarter, "", 99_999), default)).Value, found => (found.Page, found.Rows.Count)),
            Of((await hall.Get<ShowStanding>().Run(head, new(SubjectKind.Window, quarter, 99_999), default)).Value, found => (found.Page, found.Rows.Count)),
            Of((await hall.Get<ListFindings>().Run(head, new("", null, ListFindings.State.All, 99_999), default)).Value, found => (found.Page, 1)),
            Of((await hall.Get<ReadAudit>().Run(auditor, new("", null, 99_999), default)).Value, found => (found.Page, 1)),
        ];
        Assert.All(pages, page => Assert.Equal(1, page));

        static int Of<T>(T found, Func<T, (int Page, int Rows)> read) => read(found) is (var page, > 0) ? page : 0;
    }
}
