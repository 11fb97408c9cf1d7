using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Tests.Shell;

public sealed class DeskPageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_page_follows_ends_with_it_also_where_it_was_left_while_it_still_read(bool isLeftEarly)
    {
        await using var desk = new BunitContext();
        desk.AddAuthorization().SetAuthorized("somebody");
        var page = desk.Render<ReadingPage>().Instance;
        if (isLeftEarly)
            await desk.DisposeComponentsAsync();
        page.HasRead.SetResult();
        await page.IsOpen.Task.WaitAsync(Patience.Long);
        Assert.Equal(isLeftEarly, page.Something.IsOver);

        await desk.DisposeComponentsAsync();

        Assert.True(page.Something.IsOver);
    }

    [Fact]
    public async Task A_page_reads_anew_when_something_else_leads_to_it_and_not_when_it_notes_its_own_filter()
    {
        await using var desk = new BunitContext();
        desk.AddAuthorization().SetAuthorized("somebody");
        var addresses = desk.Services.GetRequiredService<NavigationManager>();
        var page = desk.Render<ReadingPage>();
        page.Instance.HasRead.SetResult();
        await page.Instance.IsOpen.Task.WaitAsync(Patience.Long);

        await page.InvokeAsync(() => page.Instance.Note("a"));
        await page.InvokeAsync(() => page.Instance.Note("a"));
        Assert.EndsWith("?q=a", addresses.Uri, StringComparison.Ordinal);
        Assert.Equal(0, page.Instance.TimesReadAnew);

        await page.InvokeAsync(() => addresses.NavigateTo(addresses.Uri));
        Assert.Equal(1, page.Instance.TimesReadAnew);
        await page.InvokeAsync(() => addresses.NavigateTo("/elsewhere"));
        await page.InvokeAsync(() => page.Instance.Note("too late"));
        Assert.Equal(1, page.Instance.TimesReadAnew);
        Assert.EndsWith("/elsewhere", addresses.Uri, StringComparison.Ordinal);
    }
}

/// <summary>A page that follows something once it has read.</summary>
internal sealed class ReadingPage : DeskPage
{
    public TaskCompletionSource HasRead { get; } = new();

    public TaskCompletionSource IsOpen { get; } = new();

    public Followed Something { get; } = new();

    public int TimesReadAnew { get; private set; }

    public void Note(string text) => Write(new Dictionary<string, object?> { ["q"] = text });

    private protected override async Task Open()
    {
        await HasRead.Task;
        Keep(Something);
        IsOpen.SetResult();
    }

    private protected override Task ReadAnew()
    {
        TimesReadAnew++;
        return Task.CompletedTask;
    }

    internal sealed class Followed : IDisposable
    {
        public bool IsOver { get; private set; }

        public void Dispose() => IsOver = true;
    }
}
