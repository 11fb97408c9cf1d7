using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>The works that this server's open pages show: read each second in one statement for all of them, until they end.</summary>
internal sealed class LiveWorks(IDbContextFactory<HallDb> factory, WorkKinds kinds, ILogger<LiveWorks> log)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly Lock _guard = new();
    private readonly List<Follower> _followers = [];
    private bool _goes;

    /// <summary>Tells each second how a work stands, the last time at its end.</summary>
    /// <param name="tell">Called on any thread.</param>
    /// <returns>To be disposed with the page.</returns>
    public IDisposable Follow(int id, Action<WorkView> tell)
    {
        var follower = new Follower(this, id, tell);
        lock (_guard)
        {
            _followers.Add(follower);
            if (!_goes)
            {
                // It goes on for other pages too: the first page's span is not its parent.
                using (ExecutionContext.SuppressFlow())
                    _ = Go();
            }

            _goes = true;
        }

        return follower;
    }

    private async Task Go()
    {
        using var looks = new PeriodicTimer(BetweenLooks);
        while (await looks.WaitForNextTickAsync())
        {
            Follower[] followers;
            lock (_guard)
            {
                followers = [.. _followers];
                if (followers.Length == 0)
                {
                    _goes = false;
                    return;
                }
            }

            try
            {
                await Look(followers);
            }
            catch (Exception fault)
            {
                log.LogWarning("How works stand cannot be read; trying again: {Reason}", fault.GetBaseException().Message);
            }
        }
    }

    private async Task Look(Follower[] followers)
    {
        var ids = followers.Select(follower => follower.Id).Distinct().ToList();
        await using var db = await factory.CreateDbContextAsync();
        var views = (await WorkViews.Read(db, kinds, db.Set<LongWork>().Where(work => ids.Contains(work.Id)), default)).ToDictionary(view => view.Id);
        foreach (var follower in followers)
        {
            if (!views.TryGetValue(follower.Id, out var view))
            {
                follower.Dispose();
                continue;
            }

            if (!view.IsOpen)
                follower.Dispose();
            follower.Tell(view);
        }
    }

    private void Forget(Follower follower)
    {
        lock (_guard)
            _followers.Remove(follower);
    }

    private sealed class Follower(LiveWorks works, int id, Action<WorkView> tell) : IDisposable
    {
        public int Id => id;

        public void Tell(WorkView view) => tell(view);

        public void Dispose() => works.Forget(this);
    }
}
