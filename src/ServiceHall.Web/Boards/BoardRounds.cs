using System.Diagnostics;

namespace ServiceHall.Web.Boards;

/// <summary>
/// Builds the boards whenever they are stale, and every 15 s anyway, so that a lost message costs seconds; with each of
/// these checks every screen gets its heartbeat.
/// </summary>
internal sealed class BoardRounds(StaleBoards stale, BuildBoards build, BoardFeed feed, ILogger<BoardRounds> log) : BackgroundService
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(15);
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
                if (stale.Take() && await build.Run(TimeSpan.Zero, stoppingToken) == BuildOutcome.TooSoon)
                    stale.Note();
                if (sinceCheck.Elapsed >= CheckEvery)
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

    // One server's check serves them all; each sends the heartbeats of its own screens.
    private async Task Check(CancellationToken cancel)
    {
        await build.Run(CheckEvery / 2, cancel);
        await feed.Refresh(null, cancel);
        await feed.Beat(cancel);
    }
}
