using Bunit;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Tests.Shell;

public sealed class PagerTests : BunitContext
{
    [Fact]
    public void One_page_needs_no_pager() =>
        Render<Pager>(pager => pager.Add(p => p.Page, 1).Add(p => p.Size, 50).Add(p => p.Total, 50)).MarkupMatches("");

    [Theory]
    [InlineData("3", 3)]
    [InlineData(null, 1)]
    [InlineData("abc", 1)]
    [InlineData("-1", 1)]
    [InlineData("99999999999", 1)]
    public void An_address_names_a_page_or_means_the_first_one(string? text, int expected) => Assert.Equal(expected, Pager.PageOf(text));

    [Fact]
    public void The_last_page_leads_back_and_not_on()
    {
        var asked = 0;
        var pager = Render<Pager>(p => p.Add(x => x.Page, 3).Add(x => x.Size, 50).Add(x => x.Total, 101).Add(x => x.OnGo, page => asked = page));

        var buttons = pager.FindAll("button");
        Assert.True(buttons[1].HasAttribute("disabled"));
        buttons[0].Click();

        Assert.Equal(2, asked);
        Assert.Contains("第 3 / 3 页", pager.Markup, StringComparison.Ordinal);
    }
}
