using System.Diagnostics;

namespace ServiceHall.Web.Boards;

/// <summary>How often every board is rebuilt and compared although nothing was told, and every screen hears a heartbeat.</summary>
internal sealed record BoardRhythm(TimeSpan CheckEvery);

/// <summary>
/// Builds the boards whenever they are stale, and every 15 s (<see cref="BoardRhythm"/>) anyway, so that a lost message costs seconds; with each of
/// these checks every screen gets its heartbeat.
/// </summary>
internal sealed class BoardRounds(StaleBoards stale, BuildBoards build, BoardFeed feed, BoardRhythm rhythm, ILogger<BoardRounds> log) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sinceCheck = Stopwatch.StartNew();
        stale.Note();
        using var rounds = new PeriodicTimer(BuildBoards.Pause);
        while (await rounds.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (stale.Take())
                    await Build(stoppingToken);
                if (sinceCheck.Elapsed >= rhythm.CheckEvery)
                {
                    sinceCheck.Restart();
                    await Check(stoppingToken);
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "The boards could not be built; the next try is in {Seconds} s.", AfterFault.TotalSeconds);
                stale.Note();
                await Task.Delay(AfterFault, stoppingToken);
            }
        }
    }

    // Building takes at most a third of the time: in a morning's rush something is stale all the time, and punches come first.
    private async Task Build(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        if (await build.Run(TimeSpan.Zero, cancel) == BuildOutcome.TooSoon)
            stale.Note();
        if (watch.Elapsed * 2 is var rest && rest > BuildBoards.Pause)
            await Task.Delay(rest - BuildBoards.Pause, cancel);
    }

    // One server's check serves them all; each sends the heartbeats of its own screens.
    private async Task Check(CancellationToken cancel)
    {
        await build.Run(rhythm.CheckEvery / 2, cancel);
        await feed.Refresh(null, cancel);
        await feed.Beat(cancel);
    }
}
