using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// The section enrols the person that a leader asked for, or says why not. Person and posting are made by the use cases of
/// the desk; where one of them refuses, the request goes on waiting and the refusal says why.
/// </summary>
internal sealed class DecideEnrolment(IDbContextFactory<HallDb> factory, TimeProvider clock, EditPerson people, MovePerson postings)
{
    public async Task<Answer<Done>> Accept(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.decide-enrolment", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if ((await Waiting(act, id, cancel)) is var asked && asked.Refusal is { } gone)
            return gone;
        var request = asked.Value;
        if (await Closed(request, cancel) is { } closed)
            return closed;
        // Each in a transaction of its own: what a killed accept left behind is found by the next.
        var known = await act.Db.Staff.AsNoTracking().Where(staff => staff.NumberKey == request.NumberKey).Select(staff => (int?)staff.Id).SingleOrDefaultAsync(cancel);
        var person = known is { } there ? there : await people.Run(actor, new(null, request.Number, request.Name, null), cancel);
        if (person.Refusal is { } noPerson)
            return noPerson;
        var staffId = person.Value;
        var posted = await act.Db.Postings.AnyAsync(post => post.StaffId == staffId && post.WindowId == request.WindowId && post.From == request.From, cancel);
        if (!posted && (await postings.Run(actor, new(staffId, request.WindowId, PostRole.Staff, request.Kind, request.From), cancel)).Refusal is { } noPosting)
            return noPosting;
        Decide(act, request, accepted: true, "");
        Message.Tell(act.Db, act.Now, [request.AskedById], MessageKind.Enrolment,
            $"{request.Name}（{request.Number}）已登记到{request.Window!.Name}，{request.From:M 月 d 日}起打卡。等待期间不计考勤。", "/enrol");
        Message.Tell(act.Db, act.Now, [staffId], MessageKind.Enrolment,
            $"您已登记到{request.Window.Name}，{Later(request.From, act.Today.AddDays(1)):M 月 d 日}起按时打卡；在岗而不打卡按旷工计（考勤 一(六)）。", "/m");
        await act.Commit(cancel);
        return new Done();
    }

    public async Task<Answer<Done>> Refuse(Actor actor, int id, string reason, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.decide-enrolment", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (Cut.Count(reason.Trim()) is < 2 or > EnrolmentRequest.NoteLength)
            return new Refusal($"请写明不予登记的理由（2 至 {EnrolmentRequest.NoteLength} 个字），申请人会看到。");
        if ((await Waiting(act, id, cancel)) is var asked && asked.Refusal is { } gone)
            return gone;
        Decide(act, asked.Value, accepted: false, reason.Trim());
        var known = await act.Db.Staff.Where(staff => staff.NumberKey == asked.Value.NumberKey).Select(staff => staff.Id).ToListAsync(cancel);
        var told = $"{asked.Value.Name}（{asked.Value.Number}）未登记到{asked.Value.Window!.Name}。";
        Message.Tell(act.Db, act.Now, [asked.Value.AskedById], MessageKind.Enrolment, told + "科室写明了理由，请打开查看。", "/enrol");
        // The person, where the hall knows them, asked for nothing and has no page of it.
        Message.Tell(act.Db, act.Now, known.Where(id => id != asked.Value.AskedById), MessageKind.Enrolment, told + "理由请问窗口负责人。", "");
        await act.Commit(cancel);
        return new Done();
    }

    private static async Task<Answer<EnrolmentRequest>> Waiting(Act act, int id, CancellationToken cancel)
    {
        await act.Db.Database.ExecuteSqlAsync($"SELECT 1 FROM enrolment_request WHERE id = {id} FOR UPDATE", cancel);
        var request = await act.Db.Set<EnrolmentRequest>().Include(row => row.Window).Include(row => row.DecidedBy).SingleOrDefaultAsync(row => row.Id == id, cancel);
        return request switch
        {
            null => PeopleFaults.Gone,
            { Accepted: { } accepted } => new Refusal($"{request.DecidedBy?.Name} 已处理：{(accepted ? "已登记" : "未登记")}。请刷新。", Kind: RefusalKind.Conflict),
            _ => request,
        };
    }

    // Before anybody is made: a closed month takes no posting. Asked beside the transaction, whose shared lock would keep the
    // posting's own waiting behind somebody who closes a month. While the request waits, its month is not closed (MonthDues).
    private async Task<Refusal?> Closed(EnrolmentRequest request, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await MonthClosing.Touching(db, request.From, DateOnly.MaxValue, cancel) is { } month
            ? new Refusal(
                $"{month:yyyy 年 M 月}已月结，不能再登记自 {request.From:yyyy-MM-dd} 起的任职。请科长先重新打开；或写明原因不予登记，请负责人按现在的日期重新提出（等待的日子本人不计考勤）。",
                "考勤 一(五)、一(六)", RefusalKind.Conflict)
            : null;
    }

    private static void Decide(Act act, EnrolmentRequest request, bool accepted, string remark)
    {
        (request.Accepted, request.DecidedById, request.DecidedAt, request.DecidedOn, request.Remark) = (accepted, act.Rights.StaffId, act.Now, act.Today, remark);
        act.Record(request.Subject, $"{request.Number} {(accepted ? "已登记" : "未登记")}");
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
