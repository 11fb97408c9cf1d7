using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Tests.Shell;

/// <summary>A text that cannot be kept is answered with its sentence, on a page and to a request.</summary>
public sealed class UnfitTextTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_shows_it_as_a_refusal_and_goes_on(bool later)
    {
        await using var desk = new BunitContext();
        desk.AddAuthorization().SetAuthorized("somebody");
        var page = desk.Render<SavingPage>(parameters => parameters.Add(one => one.Later, later));

        await page.Find("button").ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Equal("太长", page.Find("p").TextContent));
        await page.Find("button").ClickAsync(new MouseEventArgs());
        Assert.Equal(2, page.Instance.Presses);
        Assert.False(page.Find("button").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("/m/leave/new", "&lt;b&gt;</p>")]
    [InlineData("/api/punch", "\"message\":\"太长：<b>\"")]
    public async Task A_request_is_answered_with_400(string path, string told)
    {
        var context = new DefaultHttpContext { Request = { Path = path }, Response = { Body = new MemoryStream() } };

        await new UnfitTexts(_ => throw new UnfitTextException("太长：<b>")).InvokeAsync(context);

        Assert.Equal(StatusCodes.Status400BadRequest, context.Response.StatusCode);
        context.Response.Body.Position = 0;
        var body = await new StreamReader(context.Response.Body).ReadToEndAsync();
        Assert.Contains(told, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("System", MessageKind.System)]
    [InlineData("system", null)]
    [InlineData("0", null)]
    [InlineData("99", null)]
    [InlineData("System,Leave", null)]
    [InlineData(" System", null)]
    [InlineData(null, null)]
    public void An_address_names_a_choice_by_its_exact_name(string? name, object? found) =>
        Assert.Equal((MessageKind?)found, NamesInAddress.Find<MessageKind>(name));
}

/// <summary>A page whose button is about to keep what has no place.</summary>
internal sealed class SavingPage : DeskPage
{
    [Parameter]
    public bool Later { get; set; }

    public int Presses { get; private set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, Save));
        builder.AddAttribute(4, "disabled", Busy);
        builder.CloseElement();
        builder.OpenElement(2, "p");
        builder.AddContent(3, Refusal?.Text);
        builder.CloseElement();
    }

    private async Task Save()
    {
        Presses++;
        Busy = true;
        if (Later)
            await Task.Yield();
        throw new UnfitTextException("太长");
    }
}
