using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.SetAside;

/// <summary>
/// Does the work of a job item by item, each in a transaction of its own, so that one cannot stop the others: an item that
/// fails is set aside, seen by people, and tried again by later runs after growing pauses.
/// </summary>
internal sealed class ForEachItem(IDbContextFactory<HallDb> factory, KeepSetAside keep, ILogger<ForEachItem> log)
{
    /// <summary>So many failures in a row are no fault of the items: the run ends, and the line's own retry goes on.</summary>
    public const int MostInARow = 50;

    /// <summary>Works through items.</summary>
    /// <param name="line">Which work.</param>
    /// <param name="items">All that are to be done now: what is on the list and no longer among them leaves it.</param>
    /// <param name="of">How an item is known.</param>
    /// <param name="work">Does one, in its own transaction, and says how much it changed.</param>
    /// <returns>How much was changed, added up, and how many items are left undone.</returns>
    /// <exception cref="Exception">Not one item but the whole failed: the database is away, or nothing works.</exception>
    public Task<Ran> Run<T>(
        string line, IReadOnlyCollection<T> items, Func<T, Item> of, Func<T, CancellationToken, Task<int>> work, CancellationToken cancel) =>
        Run(line, items, areAll: true, of, work, cancel);

    /// <summary>Works through some items: what is on the list and not among them stays on it.</summary>
    public Task<Ran> RunSome<T>(
        string line, IReadOnlyCollection<T> items, Func<T, Item> of, Func<T, CancellationToken, Task<int>> work, CancellationToken cancel) =>
        Run(line, items, areAll: false, of, work, cancel);

    private async Task<Ran> Run<T>(
        string line, IReadOnlyCollection<T> items, bool areAll, Func<T, Item> of, Func<T, CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        var waiting = await Waiting(line, cancel);
        if (items.Count == 0 && waiting.Count == 0)
            return new Ran(0, 0);
        var (changed, left, inARow, begun, aside) = (0, 0, 0, new List<Item>(), areAll ? waiting.Keys.ToHashSet() : []);
        try
        {
            foreach (var one in items)
            {
                var item = of(one);
                aside.Remove(item.Key);
                if (waiting.TryGetValue(item.Key, out var next) && keep.Waits(next))
                {
                    left++;
                    continue;
                }

                try
                {
                    changed += await work(one, cancel);
                    inARow = 0;
                    if (waiting.ContainsKey(item.Key))
                        aside.Add(item.Key);
                }
                catch (Exception fault) when (ItemFault.IsOfItem(fault, cancel))
                {
                    left++;
                    if (await Note(item, fault, cancel))
                        begun.Add(item);
                    if (++inARow >= MostInARow)
                        throw;
                }
            }
        }
        catch (Exception) when (begun.Count > 0)
        {
            await TellAtLeast(line, begun);
            throw;
        }

        await End(line, aside, begun, cancel);
        return new Ran(changed, left);
    }

    /// <summary>What came of a run.</summary>
    internal readonly record struct Ran(int Changed, int Left);

    private async Task<Dictionary<string, DateTimeOffset>> Waiting(string line, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Set<SetAsideItem>().Where(item => item.Line == line).ToDictionaryAsync(item => item.Key, item => item.NextTry, cancel);
    }

    private async Task<bool> Note(Item item, Exception fault, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await keep.Note(db, item, fault, cancel);
    }

    // The run breaks off for a fault of the whole, which goes on to its line: what was set aside before is told all the same.
    private async Task TellAtLeast(string line, List<Item> begun)
    {
        try
        {
            await End(line, [], begun, CancellationToken.None);
        }
        catch (Exception fault) when (!ItemFault.IsOfItem(fault, CancellationToken.None))
        {
            log.LogError(fault, "{Line}: {Count} were set aside and nobody could be told; the start page shows them.", line, begun.Count);
        }
    }

    private async Task End(string line, HashSet<string> mended, List<Item> begun, CancellationToken cancel)
    {
        if (mended.Count == 0 && begun.Count == 0)
            return;
        await using var db = await factory.CreateDbContextAsync(cancel);
        await keep.Mend(db, line, mended, cancel);
        await keep.Tell(db, begun, cancel);
    }
}
