using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>A window that may have stood empty today, as the section sees it.</summary>
internal sealed record SuspectedWindow(
    long Id, int WindowId, string Window, string Unit, DateTimeOffset Since, DateTimeOffset? Until, string? LookedAtBy, DateTimeOffset? LookedAt);

/// <summary>Everything that the page of today shows, to whoever may see all of it.</summary>
/// <param name="IsOld">It could not be read again when its time had come: the picture stands still.</param>
internal sealed record TodayPicture(PresencePicture Presence, IReadOnlyList<SuspectedWindow> Suspected, bool IsOld = false);

/// <summary>
/// The one picture of today that all open pages of this server look at. While somebody watches it is read again soon after
/// a commit of what it shows, and every few seconds for the minutes that pass and for what other servers commit; reading
/// takes at most a fifth of the time until that would be too seldom, so a busy morning slows the picture down and not the punches.
/// </summary>
internal sealed class LivePresence : BackgroundService
{
    /// <summary>The shortest time between two readings.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <summary>The longest, while somebody watches.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private const int ShareOfTime = 5;
    private static readonly HashSet<Type> Shown =
    [
        typeof(Punch), typeof(SteppedAway), typeof(EmptyWindow), typeof(LeaveRequest), typeof(Exemption), typeof(DayDecision), typeof(Posting), typeof(Window),
    ];

    private readonly IDbContextFactory<HallDb> _factory;
    private readonly ReadPresence _read;
    private readonly ILogger<LivePresence> _log;
    private readonly SemaphoreSlim _stale = new(0, 1);
    private readonly Lock _guard = new();
    private Action<TodayPicture>? _watchers;
    private TodayPicture? _latest;

    public LivePresence(IDbContextFactory<HallDb> factory, ReadPresence read, Commits commits, ILogger<LivePresence> log)
    {
        (_factory, _read, _log) = (factory, read, log);
        commits.Watch(changed =>
        {
            if (_watchers is not null && Shown.Overlaps(changed))
                Note();
        });
    }

    /// <summary>Calls <paramref name="told"/> with each new picture, on the thread that read it, until what is returned is disposed.</summary>
    public IDisposable Watch(Action<TodayPicture> told)
    {
        lock (_guard)
            _watchers += told;
        Note();
        return new Watcher(this, told);
    }

    /// <summary>The latest picture that somebody else watches already; null: whoever begins to watch is told the first one in a moment.</summary>
    public TodayPicture? Latest => Volatile.Read(ref _latest);

    /// <summary>Reads anew, and tells whoever watches; where it cannot be read, they are told that what they have is old.</summary>
    public async Task Refresh(CancellationToken cancel)
    {
        try
        {
            Tell(await Read(cancel));
        }
        catch when (Latest is { IsOld: false } last && !cancel.IsCancellationRequested)
        {
            Tell(last with { IsOld = true });
            throw;
        }
    }

    public override void Dispose()
    {
        _stale.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Nobody watches: the picture grows old, and whoever comes next must not see it.
                await _stale.WaitAsync(_watchers is null ? Timeout.InfiniteTimeSpan : Round, stoppingToken);
                if (_watchers is null)
                {
                    Volatile.Write(ref _latest, null);
                    continue;
                }

                var watch = Stopwatch.StartNew();
                await Refresh(stoppingToken);
                var rest = watch.Elapsed * (ShareOfTime - 1);
                await Task.Delay(rest < Pause ? Pause : rest > Round ? Round : rest, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                _log.LogError(fault, "Today's presence could not be read; it is read again in {Seconds} s.", Round.TotalSeconds);
                await Task.Delay(Round, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Tell(TodayPicture picture)
    {
        Volatile.Write(ref _latest, picture);
        _watchers?.Invoke(picture);
    }

    private void Note()
    {
        try
        {
            if (_stale.CurrentCount == 0)
                _stale.Release();
        }
        catch (SemaphoreFullException)
        {
            // Noted by somebody else at the same moment.
        }
    }

    private async Task<TodayPicture> Read(CancellationToken cancel)
    {
        await using var db = await _factory.CreateDbContextAsync(cancel);
        var presence = await _read.Run(db, cancel);
        var suspected = await db.Set<EmptyWindow>().AsNoTracking().Where(empty => empty.Day == presence.Now.Day).OrderByDescending(empty => empty.Since)
            .Select(empty => new SuspectedWindow(
                empty.Id, empty.WindowId, empty.Window!.Name, empty.Window.Unit!.Name, empty.Since, empty.Until, empty.LookedAtBy!.Name, empty.LookedAt))
            .ToListAsync(cancel);
        return new TodayPicture(presence, suspected);
    }

    private void Unwatch(Action<TodayPicture> told)
    {
        lock (_guard)
            _watchers -= told;
        if (_watchers is null)
            Note();
    }

    private sealed class Watcher(LivePresence live, Action<TodayPicture> told) : IDisposable
    {
        public void Dispose() => live.Unwatch(told);
    }
}
