using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Leave;

/// <summary>Tells whoever counted on somebody's cover that they are away then themselves, whoever brought that about (请假 (二)).</summary>
internal static class CoversLost
{
    /// <summary>The first workday from today on of which a cover person is posted nowhere any more; null: posted on all of them.</summary>
    /// <param name="posts">Their postings, with the person.</param>
    public static DateOnly? NotPosted(List<Posting> posts, IEnumerable<DateOnly> workdays, DateOnly today) =>
        workdays.Where(day => day >= today).Order().Select(day => (DateOnly?)day)
            .FirstOrDefault(day => !posts.Exists(post => post.From <= day && (post.To is null || day <= post.To) && (post.Staff!.LeftOn is null || day <= post.Staff.LeftOn)));

    /// <param name="staffIds">Who is away.</param>
    /// <param name="why">What each of them did, or what was recorded of them; it follows the name.</param>
    public static async Task Tell(Act act, TimeProvider clock, IReadOnlyCollection<int> staffIds, DateTimeOffset from, DateTimeOffset to, string why, CancellationToken cancel)
    {
        var lost = await act.Db.Set<LeaveRequest>().NotVoid().AsNoTracking().Include(leave => leave.Cover).OrderBy(leave => leave.Id)
            .Where(leave => leave.CoverAcceptedAt != null && staffIds.Contains(leave.CoverId!.Value) && leave.From < to && leave.To > from && leave.To > act.Now)
            .ToListAsync(cancel);
        foreach (var leave in lost)
        {
            Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Cover,
                $"您的顶岗人{leave.Cover!.Name}{why}，与您的请假（{clock.Span(leave)}）重叠。请打开假条，另请一位同事接替顶岗。", $"/leave/{leave.Id}");
        }
    }
}
