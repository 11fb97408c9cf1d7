using ServiceHall.Web.Store;

namespace ServiceHall.Web.SetAside;

/// <summary>
/// Does work for many at once inside of a transaction, and where that fails for halves, until those stand alone with whom
/// it fails. What failed is rolled back to a savepoint; the transaction goes on with the others.
/// </summary>
internal static class ByHalves
{
    /// <param name="db">A context with an open transaction; what it holds unsaved is saved before.</param>
    /// <param name="items">For whom.</param>
    /// <param name="work">Does it for some of them. It may be called again for parts; locks that must last are taken before.</param>
    /// <returns>With whom it fails, and why.</returns>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public static async Task<IReadOnlyList<(T Item, Exception Fault)>> Run<T>(
        HallDb db, IReadOnlyList<T> items, Func<IReadOnlyList<T>, Task> work, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Work by halves needs a transaction.");
        await db.SaveChangesAsync(cancel);
        var (failed, open) = (new List<(T, Exception)>(), new Stack<IReadOnlyList<T>>([items]));
        for (var part = 0; open.TryPop(out var some); part++)
        {
            if (some.Count == 0)
                continue;
            var savepoint = $"part_{part}";
            await transaction.CreateSavepointAsync(savepoint, cancel);
            try
            {
                await work(some);
                await db.SaveChangesAsync(cancel);
                await transaction.ReleaseSavepointAsync(savepoint, cancel);
            }
            catch (Exception fault) when (ItemFault.IsOfItem(fault, cancel))
            {
                db.ChangeTracker.Clear();
                await transaction.RollbackToSavepointAsync(savepoint, cancel);
                if (some.Count == 1)
                {
                    failed.Add((some[0], fault));
                    continue;
                }

                open.Push([.. some.Skip(some.Count / 2)]);
                open.Push([.. some.Take(some.Count / 2)]);
            }
        }

        return failed;
    }
}
