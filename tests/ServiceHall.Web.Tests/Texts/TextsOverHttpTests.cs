using System.Net;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Texts;

public sealed class TextsOverHttpTests(WebHall hall) : IClassFixture<WebHall>
{
    [Theory]
    [InlineData("month.xlsx")]
    [InlineData("month.docx")]
    public async Task A_name_that_no_document_may_hold_and_is_stored_already_spoils_nobody_s_file(string file)
    {
        var number = $"TF-{file}";
        await hall.People.Posted(number, await hall.People.Window(number));
        await hall.People.Sql($"UPDATE staff_member SET name = '李' || chr(65534) || chr(65535) || chr(1) || '四' WHERE number = {number}");
        using var desk = await hall.SignedIn($"TS-{file}", roles: HallRole.Section);

        using var answer = await desk.GetAsync($"/desk/attendance/{file}?month=2026-11");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("window", HttpStatusCode.OK)]
    [InlineData("person", HttpStatusCode.OK)]
    [InlineData("Window", HttpStatusCode.OK)]
    [InlineData("nonsense", HttpStatusCode.NotFound)]
    [InlineData("1", HttpStatusCode.NotFound)]
    public async Task An_address_of_scores_names_what_there_is(string kind, HttpStatusCode status)
    {
        using var desk = await hall.SignedIn($"TK-{kind}-{(int)kind[0]}", roles: HallRole.Section);

        using var answer = await desk.GetAsync($"/desk/scores/{kind}/1");

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/desk")]
    [InlineData("/m")]
    public async Task No_browser_translates_what_the_regulation_says(string address)
    {
        using var desk = await hall.SignedIn($"TL-{address.Trim('/')}");

        var page = await desk.GetStringAsync(address);

        Assert.Contains("translate=\"no\"", page, StringComparison.Ordinal);
    }
}
