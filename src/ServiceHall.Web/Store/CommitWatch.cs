using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ServiceHall.Web.Store;

/// <summary>Watches each context's saves, and tells <see cref="Commits"/> once they are committed.</summary>
internal sealed class CommitWatch(Commits commits) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    // Contexts are pooled: what a rolled-back use left behind is told with the next commit, which costs a look at
    // unchanged facts and nothing else.
    private readonly ConditionalWeakTable<DbContext, HashSet<Type>> _changed = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Remember(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Remember(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        TellUnlessOpen(eventData.Context!);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        TellUnlessOpen(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Tell(eventData.Context!);

    public Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(eventData.Context!);
        return Task.CompletedTask;
    }

    private void Remember(DbContext context)
    {
        var changed = _changed.GetOrCreateValue(context);
        foreach (var entry in context.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                changed.Add(entry.Metadata.ClrType);
        }
    }

    private void TellUnlessOpen(DbContext context)
    {
        if (context.Database.CurrentTransaction is null)
            Tell(context);
    }

    private void Tell(DbContext context)
    {
        if (_changed.TryGetValue(context, out var changed) && _changed.Remove(context))
            commits.Tell(changed);
    }
}
