using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>What waits for somebody (待我签批): the signatures that they may give now, and why they.</summary>
internal sealed class ShowApprovals(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    // Nobody has more waiting at once; whoever has sees the oldest first.
    private const int Most = 500;

    /// <param name="How">By what the actor may sign: 窗口负责人；受张三委托.</param>
    /// <param name="Since">Since when it waits.</param>
    /// <param name="Rises">When it rises to the next level; null: it has risen, or there is no next level.</param>
    internal sealed record Row(LeaveRequest Leave, string Place, string Kind, string How, string Why, DateTimeOffset Since, DateTimeOffset? Rises);

    public async Task<Answer<IReadOnlyList<Row>>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.approvals", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return await Read(act.Db, actor.StaffId, act.Now, act.Today, cancel);
    }

    /// <summary>The same for whoever asks within their own transaction.</summary>
    public async Task<Row[]> Read(HallDb db, int staffId, DateTimeOffset now, DateOnly today, CancellationToken cancel)
    {
        var offices = await Offices.Read(db, now, today, cancel);
        var waiting = await db.Set<LeaveRequest>().AsNoTracking().AsSplitQuery().Include(leave => leave.Staff).Include(leave => leave.Cover).Include(leave => leave.Signatures)
            .Where(leave => leave.State == LeaveState.WaitsForSignatures && leave.StaffId != staffId).OrderBy(leave => leave.Id).Take(5 * Most).ToListAsync(cancel);
        var applicants = await LeaveApplicants.Of(db, clock, waiting, cancel);
        var mine = waiting.Select(leave => (Leave: leave, Signature: leave.Signatures.Where(signature => signature.Approves is null)
                .Select(signature => (Slot: signature, As: offices.Of(signature.Signer, signature.RaisedTo, applicants[leave.Id]).FirstOrDefault(one => one.StaffId == staffId)))
                .FirstOrDefault(pair => pair.As is not null)))
            .Where(pair => pair.Signature.As is not null).Take(Most).ToList();
        var windows = mine.Select(pair => applicants[pair.Leave.Id].WindowId).Distinct().ToList();
        var places = await db.Windows.Where(window => windows.Contains(window.Id)).ToDictionaryAsync(window => window.Id, window => window.Name, cancel);
        var timetable = (await days.Current(db, cancel)).Timetable;
        return
        [
            .. mine.Select(pair => new Row(
                pair.Leave, applicants[pair.Leave.Id].WindowId is { } id ? places[id] : "科室",
                timetable.Rulebook.KindTitle(pair.Leave.Kind, DateOnly.FromDateTime(clock.Civil(pair.Leave.From))),
                pair.Signature.As!.How, pair.Signature.Slot.Why, pair.Signature.Slot.Since, Rises(pair.Signature.Slot, pair.Leave, timetable))),
        ];
    }

    private DateTimeOffset? Rises(LeaveSignature signature, LeaveRequest leave, Timetable timetable)
    {
        if (signature.RaisedTo is not null || WhoSigns.Next(signature.Signer) is null)
            return null;
        var (since, from) = (LocalMinute.Of(clock.Civil(signature.Since)), LocalMinute.Of(clock.Civil(leave.From)));
        var left = (long)timetable.Rulebook.On(from.Day).Leave.ApprovalRaise.Value;
        foreach (var session in timetable.Touching(new Interval(since, LocalMinute.Later(from, since))))
        {
            var start = LocalMinute.Later(session.Hours.Start, since);
            if (session.Hours.End - start >= left)
                return clock.InstantOf((start + left).ToDateTime());
            left -= session.Hours.End - start;
        }

        return leave.From;
    }
}
