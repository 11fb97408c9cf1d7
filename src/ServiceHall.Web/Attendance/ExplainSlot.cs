using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary>Hands in an explanation (情况说明) of a slot of the person's own day, on the same day (考勤 一(二), our reading).</summary>
internal sealed class ExplainSlot(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, JudgeDays judge)
{
    private const int ShortestText = 4;

    /// <param name="File">A photo or PDF as proof; null: none.</param>
    internal sealed record Request(DateOnly Day, DayPart Part, PunchAction Action, string Text, byte[]? File, string FileName);

    /// <returns>The explanation's id.</returns>
    public async Task<Answer<int>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.explain", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var text = request.Text.Trim();
        if (Cut.Count(text) is < ShortestText or > Explanation.TextLength)
            return new Refusal($"请写清楚原因（{ShortestText} 至 {Explanation.TextLength} 个字），科室据此判断。");
        var slot = await Look(act.Db, actor.StaffId, request.Day, request.Part, request.Action, cancel);
        if (slot.Refusal is { } no)
            return no;
        Attachment? attachment = null;
        if (request.File is { } file)
        {
            (attachment, var fault) = Attachment.Of(file, request.FileName, actor.StaffId, act.Now);
            if (attachment is null)
                return new Refusal(fault!);
            act.Db.Add(attachment);
        }

        var explanation = new Explanation
        {
            StaffId = actor.StaffId, Day = request.Day, Part = request.Part, Action = request.Action, Fault = slot.Value,
            Reference = Explanation.ReferenceOf(request.Day, request.Part, request.Action),
            Text = text, AttachmentId = attachment?.Id, SubmittedAt = act.Now,
        };
        act.Db.Add(explanation);
        var section = await SectionPeople.Ids(act.Db, Right.KeepAttendance, act.Today, cancel);
        Message.Tell(act.Db, act.Now, section.Where(id => id != actor.StaffId), MessageKind.Explanation,
            $"{act.Rights.Name}提交了 {request.Day:M 月 d 日}{explanation.Slot}的情况说明，待科室处理。", "/desk/explanations");
        act.Record($"slot {explanation.Reference}");
        try
        {
            await act.Commit(cancel);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { ConstraintName: AttendanceTables.OneExplanation })
        {
            return Twice;
        }

        return explanation.Id;
    }

    private static Refusal Twice => new("这一次打卡已经交过情况说明，不用再交。处理结果会在“消息”中通知您。", "考勤 一(二)", RefusalKind.Conflict);

    /// <summary>Whether a slot can be explained now.</summary>
    /// <returns>What is wrong with it, in a few words; or why there is nothing to explain.</returns>
    public async Task<Answer<string>> Look(HallDb db, int staffId, DateOnly day, DayPart part, PunchAction action, CancellationToken cancel)
    {
        var gate = await gates.Current(db, cancel);
        var now = LocalMinute.Of(clock.GetLocalNow().DateTime);
        var days = gate.Days.Timetable.Rulebook.On(day).Attendance.ExplanationDays;
        if (now.Day.DayNumber - day.DayNumber is var late && (late < 0 || late > days.Value))
            return new Refusal(
                late < 0 ? "这一天还没有到，没有需要说明的打卡。"
                : days.Value == 0 ? $"情况说明只在当天提交，{day:yyyy-MM-dd} 已过。如有停电等大厅的原因，请向科室申请免考勤。"
                : $"情况说明应在 {days.Value} 天内提交，{day:yyyy-MM-dd} 已过期限。", days.Basis.Clause);
        if (gate.PostingOf(staffId, day) is null)
            return new Refusal("这一天您没有在岗任职，不需要打卡，也不需要说明。", "考勤 一(六)");
        if (await MonthClosing.RefusalFor(db, day, day, cancel) is { } closed)
            return closed;
        var reference = Explanation.ReferenceOf(day, part, action);
        if (await db.Freezing().AnyAsync(other => other.StaffId == staffId && other.Reference == reference, cancel))
            return Twice;
        var session = (await judge.Run(db, gate, day, [staffId], cancel)).SingleOrDefault(one => one.Result.Session.Part == part);
        return session is not null && SlotFault.Of(session.Result, action, now) is { } fault
            ? fault
            : new Refusal($"{part.Title()}{action.Title()}没有需要说明的情况：没有迟到、早退或缺卡，或已请假、免考勤。", "考勤 一(三)");
    }
}
