using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.People;
using Posting = ServiceHall.Web.People.Posting;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class EnrolPageTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task By_phone_a_leader_turns_to_the_requests_that_do_not_fit_on_a_page()
    {
        using var phone = await hall.SignedIn("EP1", "/m/sign-in");
        var window = await hall.People.Window("EP");
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var leader = await db.Staff.SingleAsync(staff => staff.Number == "EP1");
        db.Add(new Posting { StaffId = leader.Id, WindowId = window.Id, Role = PostRole.Leader, From = new(2026, 1, 1) });
        await db.SaveChangesAsync();
        await hall.People.Sql($"""
            INSERT INTO enrolment_request (window_id, number, name, kind, "from", note, asked_by_id, asked_at, asked_on, remark)
            SELECT {window.Id}, 'EPN' || one, '新同事' || one, 'Regular', date '2026-11-23', '', {leader.Id}, now(), date '2026-11-19', '' FROM generate_series(1, 21) one
            """);

        var first = WebUtility.HtmlDecode(await phone.GetStringAsync("/m/enrol"));
        Assert.Contains("第 1 / 2 页，共 21 份", first, StringComparison.Ordinal);
        Assert.DoesNotContain("EPN1<", first, StringComparison.Ordinal);
        Assert.Contains("EPN1<", WebUtility.HtmlDecode(await phone.GetStringAsync("/m/enrol?page=2")), StringComparison.Ordinal);
    }
}
