using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>Where paired screens connect. What is said here is described in docs/boards.md.</summary>
internal sealed class BoardHub(
    IDbContextFactory<HallDb> factory, TimeProvider clock, BoardFeed feed, LiveScreens screens, HallMeter meter) : Hub
{
    /// <summary>Where screens connect.</summary>
    public const string Address = "/hub/boards";

    private const int VersionLength = 64;
    private const string Since = "since";
    private const string Measured = "measured";

    private int ScreenId => ScreenToken.ScreenId(Context.User!);

    private int SiteId => ScreenToken.SiteId(Context.User!);

    public override async Task OnConnectedAsync()
    {
        screens.Add(ScreenId, Context);
        Context.Items[Since] = clock.GetUtcNow();
        await using (var db = await factory.CreateDbContextAsync())
            await TokenUsed(db);
        await Groups.AddToGroupAsync(Context.ConnectionId, BoardFeed.Group(SiteId));
        try
        {
            if (await feed.Heartbeat(SiteId, Context.ConnectionAborted) is { } heartbeat)
                await Clients.Caller.SendAsync("Heartbeat", heartbeat);
        }
        catch (OperationCanceledException) when (Context.ConnectionAborted.IsCancellationRequested)
        {
            // The screen has gone already, which is no fault of the hall.
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        screens.Remove(Context);
        return Task.CompletedTask;
    }

    /// <summary>The newest snapshot; null: not built yet.</summary>
    public Task<BoardSnapshot?> Newest() => feed.Newest(SiteId, Context.ConnectionAborted);

    /// <summary>What the screen shows. A screen revoked meanwhile learns it here at the latest.</summary>
    /// <exception cref="HubException">The report is not as it should be.</exception>
    public async Task Seen(SeenReport report)
    {
        if (report.Version is null or { Length: 0 or > VersionLength } || report.Number < 0)
            throw new HubException($"version must have 1 to {VersionLength} characters, number must not be negative.");
        var now = clock.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync();
        var known = await db.Set<Screen>().Where(screen => screen.Id == ScreenId && screen.RevokedAt == null)
            .ExecuteUpdateAsync(screen => screen
                .SetProperty(s => s.LastSeenAt, now)
                .SetProperty(s => s.DrawnAt, report.At == null ? null : report.At.Value.ToUniversalTime())
                .SetProperty(s => s.NumberShown, report.Number)
                .SetProperty(s => s.ProgramVersion, report.Version));
        if (known == 0)
            await screens.End(ScreenId);
        else
            Measure(report);
    }

    // Each snapshot once, and only one that was made while the screen was connected: an older one waited for the
    // screen.
    private void Measure(SeenReport report)
    {
        if (report.At is not { } drawn || feed.MadeAt(SiteId, report.Number) is not { } made
            || made < (DateTimeOffset)Context.Items[Since]!
            || Context.Items.TryGetValue(Measured, out var last) && last is long number && number >= report.Number)
            return;
        Context.Items[Measured] = report.Number;
        meter.BoardDrawn(drawn - made);
    }

    // The screen has its token: the offer that brought it is spent.
    private async Task TokenUsed(HallDb db)
    {
        var now = clock.GetUtcNow();
        if (await db.Set<Screen>().Where(screen => screen.Id == ScreenId && screen.TokenUsedAt == null)
            .ExecuteUpdateAsync(screen => screen.SetProperty(s => s.TokenUsedAt, now)) > 0)
            await db.Set<ScreenPairing>().Where(pairing => pairing.ScreenId == ScreenId).ExecuteDeleteAsync();
    }
}
