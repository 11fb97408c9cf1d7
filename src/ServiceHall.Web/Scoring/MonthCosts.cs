using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Store;
using Consequence = ServiceHall.Web.Attendance.Months.MyMonth.Consequence;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// What lateness, early leaving, absence and truancy of somebody's own month cost: the points as the ledger has them
/// (考核 一(一)1(1)), and the window's full month (J8).
/// </summary>
internal sealed class MonthCosts(IDbContextFactory<HallDb> factory, TimeProvider clock, HallRulebook rulebook)
{
    public async Task<Answer<Consequence[]>> Run(Actor actor, YearMonth month, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "scoring.month-costs", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        Consequence[] costs = [.. await Points(act, month, cancel), .. await FullMonth(act, month, cancel)];
        return costs;
    }

    private async Task<IEnumerable<Consequence>> Points(Act act, YearMonth month, CancellationToken cancel)
    {
        var (days, name) = (month.Days, month.Chinese(act.Today));
        var entries = await act.Db.Set<LedgerEntry>().InForce().AsNoTracking()
            .Where(entry => entry.StaffId == act.Rights.StaffId && entry.Source == EntrySource.Attendance && entry.Day >= days.First && entry.Day <= days.Last)
            .OrderBy(entry => entry.Code).Select(entry => new
            {
                entry.Code, entry.Points, entry.Day, IsFrozen = act.Db.Frozen().Any(frozen => frozen.Id == entry.Id),
                IsHeld = act.Db.HeldDays().Any(held => held.StaffId == entry.StaffId && held.First <= entry.Day && held.Last >= entry.Day),
            }).ToListAsync(cancel);
        return entries.GroupBy(entry => (entry.Code, entry.IsFrozen, entry.IsHeld)).Select(alike =>
        {
            var item = rulebook.On(alike.First().Day).Scoring[alike.Key.Code];
            var points = new Points(alike.Sum(entry => entry.Points));
            return new Consequence(
                new Reason(item.Basis, alike.Key.IsFrozen ? $"{item}：{name} {alike.Count()} {item.Per}{(alike.Key.IsHeld ? "打卡待核实" : "已交情况说明")}，{points} 分冻结，暂不计。" : $"{item}：{name} {alike.Count()} {item.Per}，共 {points} 分。"),
                !alike.Key.IsFrozen);
        });
    }

    // A full month is the window's; only what the person's own half days do to it is told here.
    private async Task<IEnumerable<Consequence>> FullMonth(Act act, YearMonth month, CancellationToken cancel)
    {
        var days = month.Days;
        if (rulebook.On(days.Last).Scoring.FullMonth is not { Points: { } points } item)
            return [];
        var halves = await act.Db.Set<SessionResult>().AsNoTracking()
            .Where(result => result.StaffId == act.Rights.StaffId && result.Day >= days.First && result.Day <= days.Last && !result.KeepsFullMonth)
            .OrderBy(result => result.Day).Select(result => new { Window = result.Window!.Name, result.Status }).ToListAsync(cancel);
        return halves.GroupBy(half => half.Window).Select(window => new Consequence(
            new Reason(item.Basis,
                $"{window.Key} {month.Chinese()}的全员满勤不成立，{item.Code} 的 {points} 分已失：您有 {window.Count()} 个半天不满勤（{string.Join('、', window.SelectMany(half => SessionResults.Chinese(half.Status).Split('、')).Distinct())}）。"),
            true));
    }
}
