using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary>A window leader asks that somebody new be enrolled at the window (考勤 一(六)). The section may ask for any window.</summary>
internal sealed class AskEnrolment(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private const int FurthestDays = 60;

    internal sealed record Request(int WindowId, string Number, string Name, PostKind Kind, DateOnly? From, string Note);

    /// <returns>The request's id.</returns>
    public async Task<Answer<int>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.ask-enrolment", Right.AskEnrolment, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (request.WindowId != act.Rights.WindowId && !act.Rights.May(Right.KeepAttendance))
            return await act.RefuseAsNotAllowed($"window {request.WindowId}", new Refusal("只能为您负责的窗口申请登记。本次尝试已记录。", "考勤 一(六)"), cancel);
        var (number, name, note) = (Incoming.Clean(request.Number), Incoming.Clean(request.Name), Incoming.Clean(request.Note));
        if (PeopleFaults.First(PeopleFaults.OfId(number, "工号"), PeopleFaults.OfName(name, "姓名")) is { } fault)
            return fault;
        if (Cut.Count(note) > EnrolmentRequest.NoteLength)
            return new Refusal($"说明最多 {EnrolmentRequest.NoteLength} 个字。");
        if (AcceptedDays.Take("到岗日期", request.From, out var from) is { } noDay)
            return noDay;
        if (await WhyNot(act, request.WindowId, number, name, from, cancel) is { } no)
            return no;
        var asked = new EnrolmentRequest
        {
            WindowId = request.WindowId, Number = number, Name = name, Kind = request.Kind, From = from, Note = note,
            AskedById = act.Rights.StaffId, AskedAt = act.Now, AskedOn = act.Today,
        };
        if (await act.Db.Staff.AsNoTracking().Numbered(number).SingleOrDefaultAsync(cancel) is { } person)
            asked.IsOf(person);
        act.Db.Add(asked);
        var section = await SectionPeople.Ids(act.Db, Right.KeepAttendance, act.Today, cancel);
        Message.Tell(act.Db, act.Now, section.Where(id => id != actor.StaffId), MessageKind.Enrolment,
            $"{act.Rights.Name}申请登记{name}（{number}），{from:M 月 d 日}到岗，待科室办理。", "/desk/enrolments");
        act.Record($"window {request.WindowId}", $"{number}，自 {from:yyyy-MM-dd}");
        try
        {
            await act.Commit(cancel);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { ConstraintName: AttendanceTables.OneEnrolment })
        {
            return Twice(number);
        }

        return asked.Id;
    }

    private static Refusal Twice(string number) => new($"工号 {number} 已有一份登记申请在等待科室处理，不用再申请。", "考勤 一(六)", RefusalKind.Conflict);

    private static async Task<Refusal?> WhyNot(Act act, int windowId, string number, string name, DateOnly from, CancellationToken cancel)
    {
        if (from < act.Today || from > act.Today.AddDays(FurthestDays))
            return new Refusal($"到岗日期应为今天起 {FurthestDays} 天以内：登记以前的日子无法打卡，也不作考勤。", "考勤 一(六)");
        if (!await act.Db.Windows.AnyAsync(window => window.Id == windowId, cancel))
            return PeopleFaults.Gone;
        var known = await act.Db.Staff.AsNoTracking().Include(staff => staff.Postings).ThenInclude(post => post.Window)
            .Numbered(number).SingleOrDefaultAsync(cancel);
        var key = known?.NumberKey ?? Fold.Key(number);
        if (await act.Db.Set<EnrolmentRequest>().AnyAsync(other => other.NumberKey == key && other.Accepted == null, cancel))
            return Twice(number);
        if (known is null)
            return null;
        if (known.Name != name)
            return new Refusal($"工号 {number} 在大厅里是{known.Name}，与填写的姓名不同，请核对。");
        if (known.LeftOn is { } left && left < from)
            return new Refusal($"{known.Name} 自 {left:yyyy-MM-dd} 后已离开大厅。请科室在“人员名单”中先清除离开日期。");
        return known.Postings.Find(post => post.To is null || post.To >= from) is { } post
            ? new Refusal($"{known.Name} 在{post.Window!.Name}已有任职，不需要登记。换窗口请科室办理调动。", "考勤 一(六)")
            : null;
    }
}
