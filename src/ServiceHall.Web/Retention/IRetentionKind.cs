using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Retention;

/// <summary>From when on something is kept.</summary>
/// <param name="Day">The first civil day whose rows stay.</param>
/// <param name="Instant">The moment at which that day begins.</param>
/// <param name="Undecided">
/// The same for what still waits for somebody: as long again, and then it goes all the same. Nothing stays for ever because
/// nobody saw to it.
/// </param>
internal readonly record struct RetentionLimit(DateOnly Day, DateTimeOffset Instant, DateOnly Undecided, DateTimeOffset UndecidedInstant)
{
    /// <summary>As long as records of the network are kept at least (网络安全法 第二十一条): six months.</summary>
    public const int HalfYear = 183;

    /// <summary>The most rows that one transaction removes.</summary>
    public const int Batch = 5000;
}

/// <summary>
/// Something that the policy of retention names and that goes when its period is over. Each chapter registers its own;
/// a kind without a period in the policy, or with one that is too short, keeps the hall from opening.
/// </summary>
internal interface IRetentionKind
{
    /// <summary>What the policy calls it.</summary>
    string Code { get; }

    /// <summary>No shorter period is accepted.</summary>
    int LeastDays => 0;

    /// <summary>Whether the application's own role may not delete it, so that this is done as the owner.</summary>
    bool AsOwner => false;

    /// <summary>Whether nothing of a month or quarter that is not closed may go, whatever its age.</summary>
    bool WaitsForClosing => false;

    /// <summary>How many would go.</summary>
    Task<int> Count(HallDb db, RetentionLimit limit, CancellationToken cancel);

    /// <summary>Removes no more than <see cref="RetentionLimit.Batch"/> in the caller's transaction.</summary>
    /// <returns>How many; 0: there is nothing left.</returns>
    Task<int> Remove(HallDb db, RetentionLimit limit, CancellationToken cancel);
}

/// <summary>A kind that is the rows of one table.</summary>
internal abstract class RetentionKind<T>(string code) : IRetentionKind
    where T : class
{
    public string Code => code;

    public virtual int LeastDays => 0;

    public virtual bool AsOwner => false;

    public virtual bool WaitsForClosing => false;

    public Task<int> Count(HallDb db, RetentionLimit limit, CancellationToken cancel) => Old(db, limit).CountAsync(cancel);

    public Task<int> Remove(HallDb db, RetentionLimit limit, CancellationToken cancel)
    {
        var key = db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties[0].Name;
        return Old(db, limit).OrderBy(row => EF.Property<object>(row, key)).Take(RetentionLimit.Batch).ExecuteDeleteAsync(cancel);
    }

    /// <summary>What is older than the limit, and nothing needs any more.</summary>
    protected abstract IQueryable<T> Old(HallDb db, RetentionLimit limit);
}

/// <summary>Says since when facts belong to a month or quarter that is not closed. A chapter that closes something registers one.</summary>
internal interface IHoldOpenFacts
{
    /// <returns>The first day that is still needed; null: there are no facts yet.</returns>
    Task<DateOnly?> Since(HallDb db, CancellationToken cancel);
}
