using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Decides one thing at a time about whether somebody is away or covers: no constraint keeps one's own leave and one's covers
/// apart (请假 (二)), so of two that come in the same second the later one has to see what the earlier one wrote.
/// </summary>
internal static class LeaveLock
{
    private const int People = 4242;
    private const int Buckets = 64;

    /// <summary>Held to the end of the transaction. It is taken before a request is locked, never after.</summary>
    public static Task Hold(HallDb db, IEnumerable<int> staffIds, CancellationToken cancel) => BucketLocks.Hold(db, People, Buckets, staffIds, cancel);
}
