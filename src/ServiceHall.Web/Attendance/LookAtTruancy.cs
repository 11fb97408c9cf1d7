using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary>The section looked at truant sessions and says what it found, on record. It changes no result.</summary>
internal sealed class LookAtTruancy(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>As many at once.</summary>
    public const int Most = 100;

    internal sealed record Session(int StaffId, DateOnly Day, DayPart Part);

    /// <returns>How many sessions were noted.</returns>
    public async Task<Answer<int>> Run(Actor actor, IReadOnlyCollection<Session> sessions, string remark, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.look-at-truancy", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (sessions.Count is 0 or > Most)
            return new Refusal($"请先选择核查过的半天，一次最多 {Most} 个。");
        if (Cut.Count(remark.Trim()) is < 2 or > TruancyLook.RemarkLength)
            return new Refusal($"请写明核查情况（2 至 {TruancyLook.RemarkLength} 个字），它会留存。");
        var (people, days) = (sessions.Select(session => session.StaffId).ToList(), sessions.Select(session => session.Day).ToList());
        var truant = (await act.Db.Set<SessionResult>().Where(result => people.Contains(result.StaffId) && days.Contains(result.Day) && result.Presence == Presence.Truant)
            .Select(result => new Session(result.StaffId, result.Day, result.Part)).ToListAsync(cancel)).ToHashSet();
        if (sessions.FirstOrDefault(session => !truant.Contains(session)) is { } gone)
            return new Refusal($"{gone.Day:yyyy-MM-dd} {gone.Part.Title()}现在不是旷工，可能刚重新计算过。请刷新。", Kind: RefusalKind.Conflict);
        act.Db.AddRange(sessions.Distinct().Select(session => new TruancyLook
        {
            StaffId = session.StaffId, Day = session.Day, Part = session.Part, LookedById = act.Rights.StaffId, At = act.Now, Remark = remark.Trim(),
        }));

        act.Record($"truancy {sessions.Count}");
        await act.Commit(cancel);
        return sessions.Count;
    }
}
