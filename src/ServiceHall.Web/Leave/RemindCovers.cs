using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Reminds whoever does not answer whether they cover, after the time after which signers are reminded; and tells the applicant
/// when leave begins that holds for nobody yet: without a cover person and signatures it is not leave (请假 (二)). Whose cover
/// is posted nowhere any more then is told as well.
/// </summary>
internal sealed class RemindCovers(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    public const string Job = "remind-covers";
    private const long Lock = 4243;

    /// <returns>How many requests somebody was reminded of.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Of two servers one reminds; what somebody is just deciding about is left to the next time.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        var now = clock.GetUtcNow();
        var timetable = (await days.Current(db, cancel)).Timetable;
        var waiting = await db.Set<LeaveRequest>().FromSql($"""
            SELECT *, xmin FROM leave_request WHERE state = 'WaitsForCover' AND (return_told IS NULL OR return_told < "from") ORDER BY id FOR UPDATE SKIP LOCKED
            """).Include(leave => leave.Staff).Include(leave => leave.Cover).Include(leave => leave.Steps).ToListAsync(cancel);
        var told = waiting.Count(leave => Remind(db, leave, timetable, now)) + await TellLost(db, timetable, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return told;
    }

    private bool Remind(HallDb db, LeaveRequest leave, Timetable timetable, DateTimeOffset now)
    {
        var since = leave.Steps.Where(step => step.Act is LeaveAct.Submit or LeaveAct.AskCover).Max(step => step.At);
        var waited = timetable.WorkingMinutes(new Interval(LocalMinute.Of(clock.Civil(since)), LocalMinute.Of(clock.Civil(now))));
        var isLong = waited >= timetable.Rulebook.On(DateOnly.FromDateTime(clock.Civil(leave.From))).Leave.ApprovalReminder.Value;
        // What was handed in after its start has begun from the first, and its cover person gets the time to answer.
        if (now >= leave.From && (isLong || leave.SubmittedAt <= leave.From))
        {
            Message.Tell(db, now, [leave.StaffId], MessageKind.Leave,
                $"您 {clock.Span(leave)} 的请假已到开始时间，{(leave.Cover is null ? "还没有请到顶岗人" : $"{leave.Cover.Name}还没有答复是否顶岗")}，也未签批：请假还不成立，{(now < leave.To ? "请按时到岗" : "那段时间按没有请假处理")}。仍要请假的，请打开假条另请顶岗人；不要的，请撤销。",
                $"/leave/{leave.Id}");
            Ask(db, leave, now, "假期已到开始时间");
        }
        else if (isLong && leave.ReturnTold is null && leave.CoverId is not null)
        {
            Ask(db, leave, now, "已等待多时");
        }
        else
        {
            return false;
        }

        leave.ReturnTold = now;
        return true;
    }

    // Postings end in many ways, and none of them knows of leave. Whoever was told since the cover agreed to ask another is not told again.
    private async Task<int> TellLost(HallDb db, Timetable timetable, DateTimeOffset now, CancellationToken cancel)
    {
        LeaveState[] held = [LeaveState.WaitsForSignatures, LeaveState.Approved, LeaveState.Filed];
        var covered = await db.Set<LeaveRequest>().AsNoTracking().Include(leave => leave.Cover)
            .Where(leave => leave.CoverAcceptedAt != null && leave.To > now && held.Contains(leave.State)).OrderBy(leave => leave.Id).ToListAsync(cancel);
        var covers = covered.ConvertAll(leave => leave.CoverId!.Value);
        var posts = (await db.Postings.AsNoTracking().Include(post => post.Staff).Where(post => covers.Contains(post.StaffId)).ToListAsync(cancel)).ToLookup(post => post.StaffId);
        var applicants = await LeaveApplicants.Of(db, clock, covered, cancel);
        var lost = covered.Where(leave => applicants[leave.Id].WindowId is not null).Select(leave => (Leave: leave, Day: FirstLost(leave))).Where(one => one.Day is not null).ToList();
        var people = lost.ConvertAll(one => one.Leave.StaffId);
        var before = (await db.Set<Message>().AsNoTracking().Where(message => people.Contains(message.StaffId) && message.Kind == MessageKind.Cover)
            .Select(message => new { message.StaffId, message.Address, message.At }).ToListAsync(cancel)).ToLookup(message => (message.StaffId, message.Address), message => message.At);
        var told = 0;
        foreach (var (leave, day) in lost)
        {
            var address = $"/leave/{leave.Id}";
            if (before[(leave.StaffId, address)].Any(at => at >= leave.CoverAcceptedAt))
                continue;
            Message.Tell(db, now, [leave.StaffId], MessageKind.Cover,
                $"您的顶岗人{leave.Cover!.Name}在 {day:yyyy-MM-dd} 已没有在岗任职，那时不能为您 {clock.Span(leave)} 的请假顶岗。请打开假条，另请一位同事接替顶岗。", address);
            told++;
        }

        return told;

        DateOnly? FirstLost(LeaveRequest leave)
        {
            var time = new Interval(LocalMinute.Of(clock.Civil(leave.From)), LocalMinute.Of(clock.Civil(leave.To)));
            return CoversLost.NotPosted([.. posts[leave.CoverId!.Value]], JudgeLeave.Workdays(timetable, time), clock.Today());
        }
    }

    private void Ask(HallDb db, LeaveRequest leave, DateTimeOffset now, string why) => Message.Tell(
        db, now, leave.Covers, MessageKind.Cover, $"{leave.Staff!.Name}请您顶岗（{clock.Span(leave)}），{why}。请在“顶岗”中同意或谢绝。", "/cover");
}
