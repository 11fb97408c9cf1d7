using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>Declares that a single day is a workday or is not. It counts once somebody else has signed it.</summary>
internal sealed class DeclareDay(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    internal sealed record Request(DateOnly Date, bool Works, string Reason);

    /// <summary>Notes the declaration.</summary>
    /// <returns>Its id, for <see cref="SignDeclaration"/>.</returns>
    public async Task<Answer<int>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.declare-day", Right.EditCalendar, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (DeclarationText.Fault(request.Reason) is { } fault)
            return fault;
        if (Math.Abs(request.Date.Year - act.Today.Year) > 1)
            return new Refusal($"日期 {request.Date:yyyy-MM-dd} 离今天太远。请填写 {act.Today.Year - 1} 至 {act.Today.Year + 1} 年的日期。");
        if (request.Works && request.Date < act.Today)
            return new Refusal("过去的日子不能改为上班：那天已经无法打卡。", "考勤 一(二)");
        var day = new CalendarDay
        {
            Date = request.Date,
            Works = request.Works,
            Reason = request.Reason.Trim(),
            DeclaredById = actor.StaffId,
            DeclaredAt = act.Now,
        };
        act.Db.Add(day);
        act.Record(day.Title, day.Reason);
        await act.Commit(cancel);
        return day.Id;
    }
}

/// <summary>What every declaration's reason has to be.</summary>
internal static class DeclarationText
{
    private const int Longest = 200;

    /// <summary>Why the reason will not do, or null.</summary>
    public static Refusal? Fault(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > Longest || reason.Contains('\0', StringComparison.Ordinal)
            ? new Refusal($"请写明理由（1 至 {Longest} 个字），第二位签字人和当事人会看到它。")
            : null;
}
