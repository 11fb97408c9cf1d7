using System.Collections.Concurrent;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.SignIns;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Shell.Circuits;

/// <summary>
/// The desk pages that are open at this server. When the database tells that sign-ins have changed, all of them are looked at
/// together, and those whose sign-in has ended leave at once; where nothing was told, some seconds later.
/// </summary>
internal sealed class OpenCircuits(CheckSignIn check, HallConnections connections, ILogger<OpenCircuits> log) : BackgroundService
{
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<HallAuthenticationState, byte> _open = [];

    public void Add(HallAuthenticationState circuit) => _open[circuit] = 0;

    public void Remove(HallAuthenticationState circuit) => _open.TryRemove(circuit, out _);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        HallListener.Hear(connections, SignInChanges.Channel, LookAnyway, Look, log, stoppingToken);

    private async Task Look(CancellationToken cancel)
    {
        var open = _open.Keys.Where(circuit => circuit.SignInId is not null).ToList();
        if (open.Count == 0)
            return;
        var holding = await check.Run([.. open.Select(circuit => circuit.SignInId!.Value).Distinct()], cancel);
        foreach (var circuit in open)
            circuit.Hear(holding.GetValueOrDefault(circuit.SignInId!.Value));
    }
}
