using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary>A request for enrolment names somebody whom the hall may not know yet: by number. Its wait goes on excusing the same person.</summary>
internal sealed class NumbersOfEnrolment : IFollowNumbers
{
    public async Task Follow(HallDb db, string before, string after, CancellationToken cancel)
    {
        var old = await db.Staff.AsNoTracking().Where(person => person.Number == before).Select(person => person.NumberKey)
            .SingleOrDefaultAsync(cancel) ?? Fold.Key(before);
        var key = Fold.Key(after);
        // Of one number one request waits at most.
        await db.Set<EnrolmentRequest>()
            .Where(request => request.NumberKey == old
                && (request.Accepted != null || !db.Set<EnrolmentRequest>().Any(other => other.NumberKey == key && other.Id != request.Id && other.Accepted == null)))
            .ExecuteUpdateAsync(request => request.SetProperty(one => one.Number, after).SetProperty(one => one.NumberKey, key), cancel);
    }
}
