using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>What a bell shows.</summary>
/// <param name="Count">How many messages are unread.</param>
/// <param name="Newest">The newest unread one's id; 0: none.</param>
internal readonly record struct Unread(int Count, long Newest)
{
    /// <summary>As it stands in a badge: nothing, a number, or 99+.</summary>
    public string Badge => Count switch { 0 => "", > 99 => "99+", _ => $"{Count}" };
}

/// <summary>
/// The unread messages of those who have this server's pages open: one query for all of them, however many bells there are.
/// </summary>
internal sealed class UnreadCounts(IDbContextFactory<HallDb> factory)
{
    private readonly Lock _guard = new();
    private readonly Dictionary<int, List<Bell>> _bells = [];

    /// <summary>How many one person has; for a page that is rendered once.</summary>
    public async Task<Unread> Of(int staffId, CancellationToken cancel) =>
        (await Read([staffId], cancel)).GetValueOrDefault(staffId);

    /// <summary>Tells a bell now, and again whenever it changes.</summary>
    /// <param name="ring">Called on any thread.</param>
    /// <returns>To be disposed with the bell.</returns>
    public async Task<IDisposable> Follow(int staffId, Action<Unread> ring, CancellationToken cancel)
    {
        var bell = new Bell(this, staffId, ring);
        lock (_guard)
            (_bells.TryGetValue(staffId, out var others) ? others : _bells[staffId] = []).Add(bell);
        try
        {
            bell.Tell(await Of(staffId, cancel));
            return bell;
        }
        catch
        {
            bell.Dispose();
            throw;
        }
    }

    /// <summary>Reads anew and tells the bells whose number changed.</summary>
    public async Task Refresh(CancellationToken cancel)
    {
        Bell[] bells;
        lock (_guard)
            bells = [.. _bells.Values.SelectMany(own => own)];
        if (bells.Length == 0)
            return;
        var unread = await Read([.. bells.Select(bell => bell.StaffId).Distinct()], cancel);
        foreach (var bell in bells)
            bell.Tell(unread.GetValueOrDefault(bell.StaffId));
    }

    private async Task<Dictionary<int, Unread>> Read(int[] staffIds, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Set<Message>().Where(message => staffIds.Contains(message.StaffId) && message.ReadAt == null)
            .GroupBy(message => message.StaffId).Select(own => new { own.Key, Count = own.Count(), Newest = own.Max(message => message.Id) })
            .ToDictionaryAsync(own => own.Key, own => new Unread(own.Count, own.Newest), cancel);
    }

    private void Forget(Bell bell)
    {
        lock (_guard)
        {
            if (_bells.TryGetValue(bell.StaffId, out var own) && own.Remove(bell) && own.Count == 0)
                _bells.Remove(bell.StaffId);
        }
    }

    private sealed class Bell(UnreadCounts counts, int staffId, Action<Unread> ring) : IDisposable
    {
        private readonly Lock _guard = new();
        private Unread? _told;

        public int StaffId => staffId;

        public void Tell(Unread unread)
        {
            lock (_guard)
            {
                if (_told == unread)
                    return;
                _told = unread;
            }

            ring(unread);
        }

        public void Dispose() => counts.Forget(this);
    }
}
