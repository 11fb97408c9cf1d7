using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Schedules;

/// <summary>Pauses a line of the timetable for a reason (暂停), or lets it go on (恢复): what it missed it then catches up.</summary>
internal sealed class PauseLine(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>The longest reason.</summary>
    public const int ReasonLength = 200;

    /// <param name="reason">Why it is paused; null: it goes on.</param>
    public async Task<Answer<bool>> Run(Actor actor, string name, string? reason, CancellationToken cancel)
    {
        await using var act = reason is null
            ? await Act.Begin(factory, clock, actor, "timetable.resume", Right.PauseTimetable, cancel)
            : await Act.Begin(factory, clock, actor, "timetable.pause", Right.PauseTimetable, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (Timetable.Find(name) is not { } line)
            return new Refusal("没有这项定时任务，页面可能已过时。请刷新后再试。");
        if (reason is not null && Cut.Count(reason.Trim()) is 0 or > ReasonLength)
            return new Refusal($"请填写暂停的原因，不超过 {ReasonLength} 字：原因会显示给科室和领导。");
        // Made where it never ran; of two who press at once the later one finds what the earlier one left.
        await act.Db.Database.ExecuteSqlAsync(
            $"INSERT INTO timetable_state (line, milliseconds, failures) VALUES ({name}, 0, 0) ON CONFLICT DO NOTHING", cancel);
        var state = await act.Db.Set<TimetableState>()
            .FromSql($"SELECT * FROM timetable_state WHERE line = {name} FOR UPDATE").AsTracking().SingleAsync(cancel);
        if (state.PausedAt is null == reason is null)
            return new Refusal(reason is null ? $"“{line.Title}”没有暂停。" : $"“{line.Title}”已由别人暂停。请刷新页面。");
        state.PausedAt = reason is null ? null : act.Now;
        state.PausedById = reason is null ? null : actor.StaffId;
        state.PauseReason = reason?.Trim();
        act.Record($"line {line.Title}", reason?.Trim() ?? "");
        await act.Commit(cancel);
        return true;
    }
}
