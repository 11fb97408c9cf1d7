namespace ServiceHall.Web.Integrity;

/// <summary>What is sealed: each is a chain of its own.</summary>
internal enum SealChain
{
    /// <summary>审计.</summary>
    Audit,

    /// <summary>计分记录.</summary>
    Ledger,
}

/// <summary>What a seal stands for.</summary>
internal enum SealKind
{
    /// <summary>Rows that were added.</summary>
    Rows,

    /// <summary>Rows that were removed when their period of retention was over. Their seals stay.</summary>
    Removal,
}

/// <summary>
/// A link of a chain of hashes over rows that are only added: which rows there were, the hash of each, and over all of
/// it, and the hash before, one hash. Whoever alters, deletes or inserts a row past the program cannot make it fit
/// without making every later hash another one; and the last one is known outside of the database.
/// </summary>
internal sealed class IntegritySeal
{
    public SealChain Chain { get; init; }

    /// <summary>1, 2, 3 and so on, without a gap.</summary>
    public int Number { get; init; }
    public SealKind Kind { get; init; }

    /// <summary>The rows' ids, ascending; empty for a removal.</summary>
    public required long[] Ids { get; init; }

    /// <summary>The SHA-256 of each row, in the order of the ids, 32 bytes each.</summary>
    public required byte[] Digests { get; init; }

    /// <summary>The highest id that was sealed so far.</summary>
    public long LastId { get; init; }

    /// <summary>Of a removal: the seals up to this number lost their rows. Null: it is none.</summary>
    public int? RemovedThrough { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The hash of the seal before, in hexadecimal digits; of the first one: zeros.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>The hash over everything above.</summary>
    public required string Hash { get; init; }

    public int Count => Ids.Length;
}
