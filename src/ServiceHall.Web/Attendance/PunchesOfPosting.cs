using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Whoever punched was there: the posting is wrong in something, and it was.</summary>
internal sealed class PunchesOfPosting : IRestOnPostings
{
    public async Task<Refusal?> RefusalFor(HallDb db, Posting posting, CancellationToken cancel) =>
        await db.Set<Punch>().CountAsync(
            punch => punch.StaffId == posting.StaffId && punch.Outcome == PunchOutcome.Accepted && punch.Day >= posting.From && (posting.To == null || punch.Day <= posting.To), cancel) is > 0 and var count
            ? new Refusal($"这段任职里已有 {count} 次有效打卡，说明本人在岗，不能撤销。窗口登记错了的，请更正窗口；已离岗的，请到那天结束。", "考勤 一(二)")
            : null;
}
