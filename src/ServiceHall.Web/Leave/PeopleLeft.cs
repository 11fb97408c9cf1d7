using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>How many people of a window would be left while somebody is on leave.</summary>
internal static class PeopleLeft
{
    /// <summary>The session with the fewest left, in a sentence, where nobody or only one of several is left.</summary>
    public static async Task<IEnumerable<string>> Warnings(
        HallDb db, TimeProvider clock, Timetable timetable, int windowId, int applicantId, Interval time, CancellationToken cancel)
    {
        var (first, last) = (time.Start.Day, (time.End - 1).Day);
        var (from, to) = (clock.InstantOf(time.Start.ToDateTime()), clock.InstantOf(time.End.ToDateTime()));
        var posts = await db.Postings.AsNoTracking().Where(post => post.WindowId == windowId && post.From <= last && (post.To == null || post.To >= first))
            .Select(post => new { post.StaffId, post.From, To = post.Staff!.LeftOn != null && (post.To == null || post.Staff.LeftOn < post.To) ? post.Staff.LeftOn : post.To })
            .ToListAsync(cancel);
        var people = posts.Select(post => post.StaffId).ToList();
        var away = (await db.Set<LeaveRequest>().AsNoTracking().NotVoid().Where(leave => people.Contains(leave.StaffId) && leave.From < to && leave.To > from)
                .Select(leave => new { leave.StaffId, leave.From, leave.To }).ToListAsync(cancel))
            .ConvertAll(leave => (leave.StaffId, Time: new Interval(LocalMinute.Of(clock.Civil(leave.From)), LocalMinute.Of(clock.Civil(leave.To)))));
        var sessions = timetable.Touching(time).Select(session =>
        {
            var posted = posts.Where(post => post.From <= session.Day && (post.To is null || session.Day <= post.To)).Select(post => post.StaffId).ToHashSet();
            var left = posted.Count(id => id != applicantId && !away.Exists(leave => leave.StaffId == id && leave.Time.Overlaps(session.Hours)));
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
