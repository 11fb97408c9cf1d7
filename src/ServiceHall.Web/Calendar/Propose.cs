using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Calendar;

/// <summary>Proposes a day or an exemption, with its reason. It holds once somebody else has signed.</summary>
internal sealed class Propose(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private const int MostPeople = 100;
    private const int MostYearsAhead = 2;
    private static readonly char[] Separators = [' ', ',', '，', '、', ';', '；', '\t', '\n'];

    /// <param name="Date">At the latest in the year after the next: later ones nobody plans.</param>
    internal sealed record Day(DateOnly? Date, bool IsWorkday, string Reason);

    /// <summary>Civil times of the hall, whole minutes; at most one of hall and staff numbers, neither: everybody.</summary>
    /// <param name="StaffNumbers">Separated by spaces or commas.</param>
    internal sealed record Time(DateTime? From, DateTime? To, int? SiteId, string StaffNumbers, string Reason);

    public async Task<Answer<Done>> Run(Actor actor, Day day, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.propose-day", Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (FaultOf(day.Reason) is { } fault)
            return fault;
        if (AcceptedDays.Take("日期", day.Date, out var date) is { } noDay)
            return noDay;
        if (date.Year > act.Today.Year + MostYearsAhead)
            return new Refusal($"{date:yyyy-MM-dd} 太远：最多调整到 {act.Today.Year + MostYearsAhead} 年底。请核对年份。");
        if (day.IsWorkday && DayDecision.ComesTooLateFor(date, act.Today))
            return new Refusal("今天和过去的日子不能改为上班：已经过去的时间无法打卡。", "考勤 一(二)");
        if (await MonthClosing.RefusalFor(act.Db, date, date, cancel) is { } closed)
            return closed;
        if ((await HallYear.Read(act.Db, cancel)).Rules.IsWorkday(date) == day.IsWorkday)
            return new Refusal($"{date:yyyy-MM-dd} 本来就{(day.IsWorkday ? "是工作日" : "不上班")}，无需调整。");
        if (await act.Db.Set<DayDecision>().AnyAsync(other => other.Day == date && other.SignedAt == null && other.WithdrawnAt == null, cancel))
            return new Refusal($"{date:yyyy-MM-dd} 已有一项调整在等待第二人签字，请先签字或撤回。");
        var decision = new DayDecision
        {
            Day = date, IsWorkday = day.IsWorkday, Reason = day.Reason.Trim(), ProposedById = act.Rights.StaffId, ProposedAt = act.Now,
        };
        act.Db.Add(decision);
        act.Record(decision.Subject, $"{(day.IsWorkday ? "上班" : "不上班")}：{decision.Reason}");
        await act.Commit(cancel);
        return new Done();
    }

    public async Task<Answer<Done>> Run(Actor actor, Time time, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.propose-exemption", Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (FaultOf(time.Reason) is { } fault)
            return fault;
        if (AcceptedDays.Take(("开始时间", time.From), ("结束时间", time.To), out var from, out var to) is { } noTime)
            return noTime;
        if (to <= from || to - from > TimeSpan.FromDays(31) || from.Second != 0 || to.Second != 0)
            return new Refusal("结束须晚于开始，以分钟计，一次不超过 31 天。更长的请按单日调整。");
        if (await MonthClosing.RefusalFor(act.Db, DateOnly.FromDateTime(from), DateOnly.FromDateTime(to.AddTicks(-1)), cancel) is { } closed)
            return closed;
        if (time.SiteId is not null && time.StaffNumbers.Length > 0)
            return new Refusal("大厅和个人只能选一项；都不选表示所有人。");
        string[] numbers = [.. time.StaffNumbers.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        if (numbers.Length > MostPeople)
            return new Refusal($"一次最多写 {MostPeople} 个工号。更多的人请分几次提出。");
        var people = await StaffNumbers.Ids(act.Db, numbers, cancel);
        if (Array.Find(numbers, number => !people.ContainsKey(number)) is { } unknown)
            return new Refusal($"没有工号为 {unknown} 的人，请核对。", Kind: RefusalKind.NotFound);
        // One for each person named; nobody named: one for all.
        int?[] staffIds = numbers.Length == 0 ? [null] : [.. numbers.Select(number => (int?)people[number]).Distinct()];
        act.Db.AddRange(staffIds.Select(staffId => new Exemption
        {
            From = Instant(from), To = Instant(to), SiteId = time.SiteId, StaffId = staffId,
            Reason = time.Reason.Trim(), ProposedById = act.Rights.StaffId, ProposedAt = act.Now,
        }));
        // Of named people the reason may be an illness, and the audit keeps it for ever.
        act.Record("exemption", $"{from:yyyy-MM-dd HH:mm} 至 {to:yyyy-MM-dd HH:mm}：{(numbers.Length > 0 ? $"{staffIds.Length} 人" : time.Reason.Trim())}");
        await act.Commit(cancel);
        return new Done();
    }

    /// <summary>What is wrong with a reason; null: nothing.</summary>
    public static Refusal? FaultOf(string reason) =>
        Cut.Count(reason.Trim()) is < 2 or > 200 || reason.Contains('\0', StringComparison.Ordinal) ? new Refusal("请写明原因（2 至 200 个字），它会与决定一起保存。") : null;

    private DateTimeOffset Instant(DateTime civil) =>
        new DateTimeOffset(civil, clock.LocalTimeZone.GetUtcOffset(civil)).ToUniversalTime();
}
