using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Tests.Forms;

/// <summary>Every box for a day or a number, of every page of the desk, is emptied and filled with nonsense, and its form sent.</summary>
public sealed class EmptiedBoxesTests(FormsHall hall) : IClassFixture<FormsHall>
{
    private const string Boxes = "input[type=date], input[type=datetime-local], input[type=month], input[type=time], input[type=number]";
    private static readonly string[] Days = ["", "0001-01-01", "9999-12-31"];
    private static readonly string[] Moments = ["", "0001-01-01T00:00", "9999-12-31T23:59"];
    private static readonly string[] Months = ["", "0001-01", "9999-12"];
    private static readonly string[] Numbers = ["", "-1", "1e99", "NaN", "2147483647"];

    public static TheoryData<string> Pages => [.. FormsHall.Pages.Select(page => page.FullName!)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_is_emptied_or_absurd_is_told_in_a_sentence(string page)
    {
        var silent = new List<string>();
        foreach (var form in await OpenForms.Of(hall, typeof(Web.Shell.DeskPage).Assembly.GetType(page)!))
        {
            var boxes = 0;
            await OpenForms.With(hall, form, opened => Task.FromResult(boxes = opened.FindAll(Boxes).Count));
            for (var box = 0; box < boxes; box++)
                silent.AddRange(await Try(form, box));
        }

        Assert.True(silent.Count == 0, string.Join('\n', silent));
    }

    private async Task<List<string>> Try(OpenForm form, int box)
    {
        var (silent, values) = (new List<string>(), Array.Empty<string>());
        await OpenForms.With(hall, form, opened => Task.FromResult(values = opened.FindAll(Boxes).ElementAtOrDefault(box) is { } there ? ValuesFor(there) : []));
        foreach (var value in values)
        {
            await OpenForms.With(hall, form, async opened =>
            {
                if (opened.FindAll(Boxes).ElementAtOrDefault(box) is not { } element)
                    return;
                // Of numbers some are right in one box and absurd in another; two are right in none.
                var isAbsurd = value is "1e99" or "NaN";
                var isTold = value.Length == 0 || isAbsurd || element.GetAttribute("type") != "number";
                var (name, isNeeded) = (NameOf(element), isTold && (isAbsurd || element.HasAttribute("required") || element.Closest("form") is null));
                // Found and changed in one: the page may draw itself anew in between.
                await opened.InvokeAsync(() => opened.FindAll(Boxes)[box].ChangeAsync(new() { Value = value }));
                await FormsHall.Settle(opened);
                await Send(opened, box);
                await FormsHall.Settle(opened);
                if (isNeeded && opened.FindAll(".refusal").All(told => told.TextContent.Trim().Length == 0))
                    silent.Add($"{form}: “{name}” as “{value}” was taken without a word.");
            });
        }

        return silent;
    }

    // The form of the box, or the button beside it; what else it needs is filled in.
    private static async Task Send(IRenderedComponent<IComponent> page, int box)
    {
        if (page.FindAll(Boxes).ElementAtOrDefault(box) is not { } element)
            return;
        if (element.Closest("form") is not { } form)
        {
            if (element.NextElementSibling is { TagName: "BUTTON" } button)
                await button.ClickAsync(new());
            return;
        }

        var texts = form.QuerySelectorAll("input:not([type]), textarea").Count(text => text.GetAttribute("value") is null or "");
        for (var index = 0; index < texts; index++)
        {
            var text = page.FindAll(Boxes)[box].Closest("form")!.QuerySelectorAll("input:not([type]), textarea")
                .FirstOrDefault(one => one.GetAttribute("value") is null or "");
            if (text is not null)
                await text.TriggerEventAsync(text.Attributes.Any(attribute => attribute.Name == "blazor:oninput") ? "oninput" : "onchange", new ChangeEventArgs { Value = "测试所写" });
        }

        await page.InvokeAsync(() => page.FindAll(Boxes)[box].Closest("form")!.SubmitAsync());
    }

    private static string[] ValuesFor(IElement box) => box.GetAttribute("type") switch
    {
        "date" => Days,
        "datetime-local" => Moments,
        "month" => Months,
        "time" => [""],
        _ => Numbers,
    };

    private static string NameOf(IElement box) => box.GetAttribute("aria-label") ?? box.Closest("label")?.TextContent.Trim() ?? box.OuterHtml;
}
