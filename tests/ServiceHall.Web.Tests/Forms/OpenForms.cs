using System.Collections.Concurrent;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Tests.Forms;

/// <summary>A page with one of its forms open: as it comes, or after one of its buttons was pressed.</summary>
/// <param name="Button">Its text; null: none was pressed.</param>
internal sealed record OpenForm(Type Page, string? Button)
{
    public override string ToString() => $"{Page.Name}{(Button is null ? "" : $" “{Button}”")}";
}

/// <summary>Finds a page's forms by pressing each of its buttons that sends nothing.</summary>
internal static class OpenForms
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<OpenForm>> Found = new();

    /// <summary>Every way to open the page that shows boxes which the others do not.</summary>
    public static async Task<IReadOnlyList<OpenForm>> Of(FormsHall hall, Type page) => Found.TryGetValue(page, out var found)
        ? found
        : Found[page] = await Find(hall, page);

    private static async Task<IReadOnlyList<OpenForm>> Find(FormsHall hall, Type page)
    {
        var found = new List<OpenForm> { new(page, null) };
        var (first, texts) = (0, new List<string>());
        await With(hall, found[0], opened =>
        {
            first = Boxes(opened).Count;
            texts.AddRange(opened.FindAll("button").Where(button => !IsSubmit(button) && !button.HasAttribute("disabled"))
                .Select(button => button.TextContent.Trim()).Where(text => text.Length > 0).Distinct());
            return Task.CompletedTask;
        });
        foreach (var text in texts)
        {
            await With(hall, new(page, text), opened =>
            {
                if (Boxes(opened).Count > first)
                    found.Add(new(page, text));
                return Task.CompletedTask;
            });
        }

        return found;
    }

    /// <summary>Opens a form, does something with it and leaves the page.</summary>
    public static async Task With(FormsHall hall, OpenForm form, Func<IRenderedComponent<IComponent>, Task> act)
    {
        var (desk, page) = await hall.Open(form.Page);
        await using (desk)
        {
            await FormsHall.Settle(page);
            if (form.Button is { } text)
            {
                // What is tried on a page may take its buttons away.
                if (page.FindAll("button").FirstOrDefault(button => button.TextContent.Trim() == text) is not { } button)
                    return;
                await button.ClickAsync(new());
                await FormsHall.Settle(page);
            }

            await act(page);
        }
    }

    public static IReadOnlyList<IElement> Boxes(IRenderedComponent<IComponent> page) => [.. page.FindAll("input, textarea, select")];

    public static bool IsSubmit(IElement button) => button.GetAttribute("type") == "submit" || (button.GetAttribute("type") is null && button.Closest("form") is not null);
}
