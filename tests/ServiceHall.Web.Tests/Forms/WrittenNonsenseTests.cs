using Bunit;
using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Tests.Forms;

/// <summary>Every box for text, of every page of the desk, past the limit that its browser keeps: no page breaks off.</summary>
public sealed class WrittenNonsenseTests(FormsHall hall) : IClassFixture<FormsHall>
{
    private const string Boxes = "input:not([type]), input[type=text], input[type=search], input[type=url], input[type=password], textarea";

    // A pasted file; and what no keyboard writes: NUL, a direction, what is no character, a family.
    private static readonly string[] Nonsense = [new('长', 100_000), "\0\u202E\uFFFE'\"<b>👨‍👩‍👧‍👦%_\\"];

    public static TheoryData<string> Pages => [.. FormsHall.Pages.Select(page => page.FullName!)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Whatever_is_written_the_page_stays(string page)
    {
        foreach (var form in await OpenForms.Of(hall, typeof(Web.Shell.DeskPage).Assembly.GetType(page)!))
        {
            foreach (var written in Nonsense)
            {
                var forms = 0;
                await OpenForms.With(hall, form, opened => Task.FromResult(forms = opened.FindAll("form").Count));
                for (var number = 0; number < forms; number++)
                    await OpenForms.With(hall, form, opened => Write(opened, number, written));
                await OpenForms.With(hall, form, opened => WriteBeside(opened, written));
            }
        }
    }

    private static async Task Write(IRenderedComponent<IComponent> page, int form, string written)
    {
        for (var box = 0; page.FindAll("form").ElementAtOrDefault(form)?.QuerySelectorAll(Boxes).ElementAtOrDefault(box) is { } element; box++)
            await Change(element, written);
        if (page.FindAll("form").ElementAtOrDefault(form) is { } filled)
            await filled.SubmitAsync();
        await FormsHall.Settle(page);
    }

    // Boxes that stand in no form have a button beside them.
    private static async Task WriteBeside(IRenderedComponent<IComponent> page, string written)
    {
        for (var box = 0; page.FindAll(Boxes).ElementAtOrDefault(box) is { } element; box++)
        {
            if (element.Closest("form") is not null)
                continue;
            await Change(element, written);
            if (page.FindAll(Boxes).ElementAtOrDefault(box)?.NextElementSibling is { TagName: "BUTTON" } button && !button.HasAttribute("disabled"))
                await button.ClickAsync(new());
            await FormsHall.Settle(page);
        }
    }

    private static async Task Change(AngleSharp.Dom.IElement box, string written)
    {
        var isAtOnce = box.HasAttribute("blazor:oninput");
        // Some of a library's own boxes tell the page nothing.
        if (isAtOnce || box.HasAttribute("blazor:onchange"))
            await box.TriggerEventAsync(isAtOnce ? "oninput" : "onchange", new ChangeEventArgs { Value = written });
    }
}
