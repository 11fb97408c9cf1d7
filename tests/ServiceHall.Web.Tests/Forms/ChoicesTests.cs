using Bunit;

namespace ServiceHall.Web.Tests.Forms;

/// <summary>Every option of every choice, of every page of the desk, can be chosen and is then the one that is shown.</summary>
public sealed class ChoicesTests(FormsHall hall) : IClassFixture<FormsHall>
{
    public static TheoryData<string> Pages => [.. FormsHall.Pages.Select(page => page.FullName!)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_is_chosen_is_shown(string page)
    {
        var lost = new List<string>();
        foreach (var form in await OpenForms.Of(hall, typeof(Web.Shell.DeskPage).Assembly.GetType(page)!))
        {
            await OpenForms.With(hall, form, async opened =>
            {
                for (var number = 0; number < opened.FindAll("select").Count; number++)
                {
                    foreach (var value in opened.FindAll("select")[number].QuerySelectorAll("option").Select(option => option.GetAttribute("value")!).ToList())
                    {
                        var name = opened.FindAll("select")[number].GetAttribute("aria-label") ?? opened.FindAll("select")[number].Closest("label")?.TextContent.Trim();
                        await opened.FindAll("select")[number].ChangeAsync(new() { Value = value });
                        await FormsHall.Settle(opened);
                        // What the browser makes the choice: an option with exactly this value, or none.
                        if ((opened.FindAll("select").ElementAtOrDefault(number)?.GetAttribute("value") ?? "") != value)
                            lost.Add($"{form}: “{name}” does not show “{value}”.");
                    }
                }
            });
        }

        Assert.True(lost.Count == 0, string.Join('\n', lost));
    }
}
