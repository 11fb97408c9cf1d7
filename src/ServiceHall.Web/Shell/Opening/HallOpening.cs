namespace ServiceHall.Web.Shell.Opening;

/// <summary>The time between a program's start and an open hall.</summary>
internal sealed class HallOpening : IAsyncDisposable
{
    private OpeningPage? _page;

    private HallOpening(OpeningProgress progress) => Progress = progress;

    public OpeningProgress Progress { get; }

    /// <summary>
    /// Begins it: where run.sh says at which port the hall will be (<c>Hall:Port</c>), its page stands there meanwhile. Now, and not
    /// when a demonstration has built its past for minutes, it is told that somebody else listens there.
    /// </summary>
    /// <exception cref="Store.HallCannotOpenException">Somebody else listens there.</exception>
    public static async Task<HallOpening> Begin(WebApplicationBuilder builder)
    {
        var opening = new HallOpening(new OpeningProgress(TimeProvider.System, Console.Out, Console.IsOutputRedirected));
        builder.Services.AddSingleton(opening).AddSingleton(opening.Progress);
        if (builder.Configuration.GetValue<int?>("Hall:Port") is not { } port)
            return opening;
        opening._page = await OpeningPage.Show(port, Addresses.Certificate(builder.Configuration), opening.Progress);
        opening.Progress.Begin("正在准备数据库");
        return opening;
    }

    /// <summary>Leaves the address to the hall.</summary>
    public async ValueTask DisposeAsync()
    {
        Progress.End();
        if (_page is { } page)
            await page.DisposeAsync();
        _page = null;
    }
}
