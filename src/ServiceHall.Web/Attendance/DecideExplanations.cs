using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// The section accepts explanations or not, several at once. An accepted one lifts the points of its slot and turns truancy
/// into absence; the record of the punches stays. Nobody decides their own.
/// </summary>
internal sealed class DecideExplanations(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>The most that are decided at once.</summary>
    public const int Most = 100;
    public const string Cause = "情况说明已接受";

    /// <param name="Remark">Needed where they are not accepted: the person is told.</param>
    internal sealed record Request(IReadOnlyCollection<int> Ids, bool Accept, string Remark);

    /// <param name="Count">How many were decided.</param>
    /// <param name="Left">Why others were not, a sentence each.</param>
    internal sealed record Decided(int Count, IReadOnlyList<string> Left);

    public async Task<Answer<Decided>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.decide-explanation", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var remark = request.Remark.Trim();
        if (request.Ids.Count is 0 or > Most)
            return new Refusal($"请先选择要处理的情况说明，一次最多 {Most} 份。");
        if (Cut.Count(remark) > Explanation.TextLength)
            return new Refusal($"备注最多 {Explanation.TextLength} 个字。");
        if (!request.Accept && Cut.Count(remark) < 2)
            return new Refusal("不接受时请写明理由，本人会看到。");
        // Whoever comes second waits here, and then finds what the first one decided.
        int[] ids = [.. request.Ids.Distinct().Order()];
        await act.Db.Database.ExecuteSqlAsync($"SELECT count(*) FROM (SELECT 1 FROM explanation WHERE id = ANY({ids}) ORDER BY id FOR UPDATE) AS locked", cancel);
        var explanations = await act.Db.Set<Explanation>().Include(row => row.Staff).Include(row => row.DecidedBy)
            .Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(cancel);
        var months = explanations.Select(row => row.Day).Distinct().GroupBy(day => new DateOnly(day.Year, day.Month, 1)).Select(days => days.First());
        var closed = new Dictionary<DateOnly, string>();
        foreach (var day in months)
        {
            if (await MonthClosing.RefusalFor(act.Db, day, day, cancel) is { } refused)
                closed[new DateOnly(day.Year, day.Month, 1)] = refused.Text;
        }

        var (count, left) = (0, new List<string>());
        foreach (var explanation in explanations)
        {
            if (WhyNot(act, explanation, closed) is { } no)
            {
                left.Add($"{explanation.Staff!.Name} {explanation.Day:MM-dd} {explanation.Slot}：{no}");
                continue;
            }

            Decide(act, explanation, request.Accept, remark);
            count++;
        }

        if (count == 0)
            return new Refusal(left.Count > 0 ? string.Join("", left) : "没有找到这些情况说明，请刷新。", Kind: RefusalKind.Conflict);
        await act.Commit(cancel);
        return new Decided(count, left);
    }

    private static string? WhyNot(Act act, Explanation explanation, Dictionary<DateOnly, string> closed)
    {
        if (explanation.Accepted is not null)
            return $"{explanation.DecidedBy?.Name} 已处理为“{explanation.State}”。";
        return explanation.StaffId == act.Rights.StaffId
            ? "不能处理自己的情况说明，请由同事处理。"
            : closed.GetValueOrDefault(new DateOnly(explanation.Day.Year, explanation.Day.Month, 1));
    }

    private static void Decide(Act act, Explanation explanation, bool accept, string remark)
    {
        (explanation.Accepted, explanation.DecidedById, explanation.DecidedAt, explanation.Remark) = (accept, act.Rights.StaffId, act.Now, remark);
        // What is closed already is computed again; what is not, is judged with it.
        if (accept)
            act.Db.Add(new StaleDay { StaffId = explanation.StaffId, First = explanation.Day, Last = explanation.Day, Cause = Cause, AuthorId = act.Rights.StaffId, At = act.Now });
        var said = remark.Length > 0 ? "科室写有备注，请打开查看。" : "";
        Message.Tell(
            act.Db, act.Now, [explanation.StaffId], MessageKind.Explanation,
            $"{explanation.Day:M 月 d 日}{explanation.Slot}的情况说明{(accept ? "已被接受：这一次不扣分，打卡记录不变。" : "未被接受，按考勤规定计分。")}{said}", "/m/explain");
        act.Record(explanation.Subject, $"{explanation.Staff!.Number} {explanation.Reference} {explanation.State}");
    }
}
