using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>How many people of a window would be left while somebody is on leave.</summary>
internal sealed class PeopleLeft
{
    private readonly ILookup<int, Post> _posts;
    private readonly ILookup<int, Interval> _away;

    private PeopleLeft(ILookup<int, Post> posts, ILookup<int, Interval> away) => (_posts, _away) = (posts, away);

    private readonly record struct Post(int WindowId, int StaffId, DateOnly From, DateOnly? To);

    /// <summary>Reads who is posted at some windows in a stretch of time, and their leave that counts or may yet.</summary>
    public static async Task<PeopleLeft> Read(HallDb db, TimeProvider clock, IReadOnlyCollection<int> windowIds, Interval time, CancellationToken cancel)
    {
        var (first, last) = (time.Start.Day, (time.End - 1).Day);
        var (from, to) = (clock.InstantOf(time.Start.ToDateTime()), clock.InstantOf(time.End.ToDateTime()));
        var posts = await db.Postings.AsNoTracking().Where(post => windowIds.Contains(post.WindowId) && post.From <= last && (post.To == null || post.To >= first))
            .Select(post => new Post(
                post.WindowId, post.StaffId, post.From, post.Staff!.LeftOn != null && (post.To == null || post.Staff.LeftOn < post.To) ? post.Staff.LeftOn : post.To))
            .ToListAsync(cancel);
        var people = posts.ConvertAll(post => post.StaffId);
        var away = await db.Set<LeaveRequest>().AsNoTracking().NotVoid().Where(leave => people.Contains(leave.StaffId) && leave.From < to && leave.To > from)
            .Select(leave => new { leave.StaffId, leave.From, leave.To }).ToListAsync(cancel);
        return new PeopleLeft(
            posts.ToLookup(post => post.WindowId),
            away.ToLookup(leave => leave.StaffId, leave => new Interval(LocalMinute.Of(clock.Civil(leave.From)), LocalMinute.Of(clock.Civil(leave.To)))));
    }

    /// <summary>The session of somebody's leave with the fewest left, in a sentence, where nobody or only one of several is left.</summary>
    public IEnumerable<string> Warnings(Timetable timetable, int windowId, int applicantId, Interval time)
    {
        var sessions = timetable.Touching(time).Select(session =>
        {
            var posted = _posts[windowId].Where(post => post.From <= session.Day && (post.To is null || session.Day <= post.To)).Select(post => post.StaffId).ToHashSet();
            var left = posted.Count(id => id != applicantId && !_away[id].Any(leave => leave.Overlaps(session.Hours)));
            return (Session: session, Posted: posted.Count, Left: left);
        }).ToList();
        if (sessions.Count == 0)
            return [];
        var (worst, posted, left) = sessions.MinBy(session => session.Left);
        // A window of two always has one left; that is what a cover person is for.
        const int small = 2;
        return left == 0 ? [$"{worst.Day:M 月 d 日}{worst.Title}，本窗口将没有人在岗，只靠其他窗口的顶岗人。"]
            : left == 1 && posted > small ? [$"{worst.Day:M 月 d 日}{worst.Title}，本窗口 {posted} 人将只剩 1 人在岗。"]
            : [];
    }
}
