using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Reminds whoever does not answer whether they cover, after the time after which signers are reminded; and tells the applicant
/// when leave begins that holds for nobody yet: without a cover person and signatures it is not leave (请假 (二)). Whose cover
/// is posted nowhere any more then is told as well.
/// </summary>
internal sealed class RemindCovers(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, ForEachItem each)
{
    public const string Job = "remind-covers";
    private const string LostJob = "remind-covers-lost";
    private const long Lock = 4243;

    /// <returns>How many requests somebody was reminded of.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var timetable = (await days.Current(db, cancel)).Timetable;
        var waiting = await db.Set<LeaveRequest>().AsNoTracking()
            .Where(leave => leave.State == LeaveState.WaitsForCover && (leave.ReturnTold == null || leave.ReturnTold < leave.From))
            .OrderBy(leave => leave.Id).Select(leave => new { leave.Id, leave.Staff!.Name }).ToListAsync(cancel);
        var reminded = await each.Run(
            Job, waiting, leave => new Item(Job, $"leave/{leave.Id}", $"{leave.Name}的假条 {leave.Id} 的顶岗催办"),
            (leave, stop) => Alone(inside => Remind(inside, leave.Id, timetable, stop), stop), cancel);
        var lost = await Lost(db, timetable, cancel);
        var told = await each.Run(
            LostJob, lost, one => new Item(LostJob, $"leave/{one.Leave.Id}", $"{one.Leave.Cover!.Name}不能顶岗的告知（假条 {one.Leave.Id}）"),
            (one, stop) => Alone(inside => TellLost(inside, one.Leave, one.Day, stop), stop), cancel);
        return reminded.Changed + told.Changed;
    }

    // Of two servers one reminds.
    private async Task<int> Alone(Func<HallDb, Task<bool>> remind, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        var isDone = await remind(db);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return isDone ? 1 : 0;
    }

    // What somebody is just deciding about is left to the next time.
    private async Task<bool> Remind(HallDb db, int id, Timetable timetable, CancellationToken cancel)
    {
        var leave = await db.Set<LeaveRequest>().FromSql($"""
            SELECT *, xmin FROM leave_request WHERE id = {id} AND state = 'WaitsForCover' AND (return_told IS NULL OR return_told < "from")
            FOR UPDATE SKIP LOCKED
            """).Include(leave => leave.Staff).Include(leave => leave.Cover).Include(leave => leave.Steps).SingleOrDefaultAsync(cancel);
        return leave is not null && Remind(db, leave, timetable, clock.GetUtcNow());
    }

    private bool Remind(HallDb db, LeaveRequest leave, Timetable timetable, DateTimeOffset now)
    {
        var since = leave.Steps.Where(step => step.Act is LeaveAct.Submit or LeaveAct.AskCover).Max(step => step.At);
        var waited = timetable.Waited(clock, since, now);
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

    // Postings end in many ways, and none of them knows of leave.
    private async Task<IReadOnlyList<(LeaveRequest Leave, DateOnly Day)>> Lost(HallDb db, Timetable timetable, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        LeaveState[] held = [LeaveState.WaitsForSignatures, LeaveState.Approved, LeaveState.Filed];
        var covered = await db.Set<LeaveRequest>().AsNoTracking().Include(leave => leave.Cover)
            .Where(leave => leave.CoverAcceptedAt != null && leave.To > now && held.Contains(leave.State)).OrderBy(leave => leave.Id).ToListAsync(cancel);
        var covers = covered.ConvertAll(leave => leave.CoverId!.Value);
        var posts = (await db.Postings.AsNoTracking().Include(post => post.Staff).Where(post => covers.Contains(post.StaffId)).ToListAsync(cancel)).ToLookup(post => post.StaffId);
        var applicants = await LeaveApplicants.Of(db, clock, covered, cancel);
        return
        [
            .. covered.Where(leave => applicants[leave.Id].WindowId is not null).Select(leave => (Leave: leave, Day: FirstLost(leave)))
                .Where(one => one.Day is not null).Select(one => (one.Leave, one.Day!.Value)),
        ];

        DateOnly? FirstLost(LeaveRequest leave)
        {
            var time = new Interval(LocalMinute.Of(clock.Civil(leave.From)), LocalMinute.Of(clock.Civil(leave.To)));
            return CoversLost.NotPosted([.. posts[leave.CoverId!.Value]], JudgeLeave.Workdays(timetable, time), clock.Today());
        }
    }

    // Whoever was told since the cover agreed to ask another is not told again.
    private async Task<bool> TellLost(HallDb db, LeaveRequest leave, DateOnly day, CancellationToken cancel)
    {
        var address = $"/leave/{leave.Id}";
        if (await db.Set<Message>().AnyAsync(message => message.StaffId == leave.StaffId && message.Kind == MessageKind.Cover
            && message.Address == address && message.At >= leave.CoverAcceptedAt, cancel))
            return false;
        Message.Tell(db, clock.GetUtcNow(), [leave.StaffId], MessageKind.Cover,
            $"您的顶岗人{leave.Cover!.Name}在 {day:yyyy-MM-dd} 已没有在岗任职，那时不能为您 {clock.Span(leave)} 的请假顶岗。请打开假条，另请一位同事接替顶岗。", address);
        return true;
    }

    private void Ask(HallDb db, LeaveRequest leave, DateTimeOffset now, string why) => Message.Tell(
        db, now, leave.Covers, MessageKind.Cover, $"{leave.Staff!.Name}请您顶岗（{clock.Span(leave)}），{why}。请在“顶岗”中同意或谢绝。", "/cover");
}
