using System.Diagnostics;

namespace ServiceHall.Web.Store;

/// <summary>
/// Starts the hall's own PostgreSQL again where something ended it beside the hall: nobody looks after a lobby's screen
/// for weeks. Whoever restarts it by hand has the time between two looks. Its old logs go each hour.
/// </summary>
internal sealed class KeepPostgres(LocalPostgres postgres, ILogger<KeepPostgres> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenCuts = TimeSpan.FromHours(1);
    private readonly Stopwatch _sinceCut = Stopwatch.StartNew();
    private bool _wasAway;

    /// <summary>Starts the server if it was away at the look before, too.</summary>
    /// <exception cref="HallCannotOpenException">It does not start.</exception>
    public async Task Look()
    {
        var isAway = !await postgres.IsRunning();
        if (isAway && _wasAway)
        {
            log.LogError("The hall's PostgreSQL was ended by something else; it is started again.");
            await postgres.StartAgain();
        }

        _wasAway = isAway;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var looks = new PeriodicTimer(BetweenLooks);
        while (await looks.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look();
                if (_sinceCut.Elapsed >= BetweenCuts)
                {
                    _sinceCut.Restart();
                    await postgres.CutLogs();
                }
            }
            catch (Exception fault)
            {
                log.LogError(fault, "PostgreSQL could not be looked after; the next try is in {Seconds} s.", BetweenLooks.TotalSeconds);
            }
        }
    }
}
