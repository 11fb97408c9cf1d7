using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>A request for enrolment names somebody whom the hall may not know yet: by number. Its wait goes on excusing the same person.</summary>
internal sealed class NumbersOfEnrolment : IFollowNumbers
{
    public Task Follow(HallDb db, string before, string after, CancellationToken cancel) => db.Set<EnrolmentRequest>()
        // Of one number one request waits at most.
        .Where(request => request.Number == before
            && (request.Accepted != null || !db.Set<EnrolmentRequest>().Any(other => other.Number == after && other.Accepted == null)))
        .ExecuteUpdateAsync(request => request.SetProperty(one => one.Number, after), cancel);
}
