using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>Brings what is stored to this server's screens.</summary>
internal sealed class BoardFeed(IDbContextFactory<HallDb> factory, TimeProvider clock, IHubContext<BoardHub> hub)
{
    private readonly ConcurrentDictionary<int, (long Number, DateTimeOffset MadeAt)> _sent = new();

    /// <summary>The hub's group of a site's screens.</summary>
    public static string Group(int siteId) => $"site:{siteId}";

    /// <summary>Sends the boards that changed since they were last sent; of one site, or of all.</summary>
    public async Task Refresh(int? siteId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var states = await db.Set<Board>().AsNoTracking().Where(board => siteId == null || board.SiteId == siteId)
            .Select(board => new { board.SiteId, board.Number, board.MadeAt }).ToListAsync(cancel);
        foreach (var state in states)
        {
            if (_sent.TryGetValue(state.SiteId, out var sent) && sent == (state.Number, state.MadeAt))
                continue;
            if (await Newest(db, state.SiteId, cancel) is not { } snapshot)
                continue;
            _sent[state.SiteId] = (snapshot.Number, snapshot.MadeAt);
            await hub.Clients.Group(Group(state.SiteId)).SendAsync("Snapshot", snapshot, cancel);
        }
    }

    /// <summary>When a snapshot was made; null: it is not the one that this server sent last.</summary>
    public DateTimeOffset? MadeAt(int siteId, long number) =>
        _sent.TryGetValue(siteId, out var sent) && sent.Number == number ? sent.MadeAt : null;

    /// <summary>Sends every screen its heartbeat.</summary>
    public async Task Beat(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        foreach (var (siteId, heartbeat) in await Heartbeats(db.Set<Board>(), cancel))
            await hub.Clients.Group(Group(siteId)).SendAsync("Heartbeat", heartbeat, cancel);
    }

    /// <summary>The heartbeat of one site's screens; null: its board was not built yet.</summary>
    public async Task<Heartbeat?> Heartbeat(int siteId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return (await Heartbeats(db.Set<Board>().Where(board => board.SiteId == siteId), cancel)).GetValueOrDefault(siteId);
    }

    /// <summary>A site's newest snapshot as it is stored; null: not built yet.</summary>
    public async Task<BoardSnapshot?> Newest(int siteId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Newest(db, siteId, cancel);
    }

    private static async Task<BoardSnapshot?> Newest(HallDb db, int siteId, CancellationToken cancel)
    {
        var board = await db.Set<Board>().AsNoTracking().SingleOrDefaultAsync(b => b.SiteId == siteId, cancel);
        return board is null
            ? null
            : JsonSerializer.Deserialize<BoardSnapshot>(board.Content, BuildBoards.Json)! with { Number = board.Number, MadeAt = board.MadeAt };
    }

    private async Task<Dictionary<int, Heartbeat>> Heartbeats(IQueryable<Board> boards, CancellationToken cancel)
    {
        var states = await boards.AsNoTracking().Select(board => new { board.SiteId, board.Number, board.CheckedAt }).ToListAsync(cancel);
        var now = clock.GetUtcNow();
        return states.ToDictionary(state => state.SiteId, state => new Heartbeat(now, state.Number, state.CheckedAt));
    }
}
