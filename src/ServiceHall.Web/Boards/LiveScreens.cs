using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace ServiceHall.Web.Boards;

/// <summary>The connections of screens to this server, so that a revoked one can be ended.</summary>
internal sealed class LiveScreens(IHubContext<BoardHub> hub)
{
    private readonly ConcurrentDictionary<string, (int ScreenId, HubCallerContext Connection)> _connections = new();

    /// <summary>How many are connected to this server.</summary>
    public int Count => _connections.Count;

    public void Add(int screenId, HubCallerContext connection) => _connections[connection.ConnectionId] = (screenId, connection);

    public void Remove(HubCallerContext connection) => _connections.TryRemove(connection.ConnectionId, out _);

    /// <summary>Tells a screen that it was revoked, and ends its connections.</summary>
    public async Task End(int screenId)
    {
        foreach (var (_, connection) in _connections.Values.Where(c => c.ScreenId == screenId))
        {
            await hub.Clients.Client(connection.ConnectionId).SendAsync("Revoked");
            connection.Abort();
        }
    }
}
