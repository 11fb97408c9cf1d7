using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>Deletes messages after a year, read or not, with the notes of their sending: what they told stands in the records that they lead to.</summary>
internal sealed class ExpireMessages(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int YearsKept = 1;

    /// <returns>How many were deleted.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var first = clock.InstantOf(clock.Today().AddYears(-YearsKept).ToDateTime(TimeOnly.MinValue));
        return await db.Set<Message>().Where(message => message.At < first).ExecuteDeleteAsync(cancel);
    }
}
