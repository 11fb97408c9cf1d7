using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Reminds those who have to sign, and lets what waits too long, or what has begun unsigned, rise to the next level
/// (请假 (二), our reading). Nothing passes by waiting. It can be done at any time and again.
/// </summary>
internal sealed class RaiseSignatures(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, ForEachItem each)
{
    public const string Job = "raise-signatures";

    // Those that can rise. What can neither rise nor be reminded of again is not looked at.
    private static readonly List<LeaveSigner> Rising = [.. Enum.GetValues<LeaveSigner>().Where(signer => WhoSigns.Next(signer) is not null)];

    /// <summary>An undecided signature, with what tells whether something is to be done about it.</summary>
    private sealed record Undecided(
        int LeaveId, string Name, LeaveSigner Signer, DateTimeOffset Since, bool IsReminded, bool IsRaised, DateTimeOffset From);

    /// <returns>How many signatures were reminded of or rose.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        List<int> due;
        Dictionary<int, string> names;
        Offices offices;
        await using (var db = await factory.CreateDbContextAsync(cancel))
        {
            var undecided = await db.Set<LeaveSignature>().Where(signature => signature.Approves == null && signature.Leave!.State == LeaveState.WaitsForSignatures)
                .Where(signature => signature.RemindedAt == null || (signature.RaisedAt == null && Rising.Contains(signature.Signer)))
                .Select(signature => new Undecided(
                    signature.LeaveId, signature.Leave!.Staff!.Name, signature.Signer, signature.Since, signature.RemindedAt != null, signature.RaisedAt != null, signature.Leave.From))
                .ToListAsync(cancel);
            var timetable = (await days.Current(db, cancel)).Timetable;
            due = [.. undecided.Where(signature => IsDue(signature, timetable)).Select(signature => signature.LeaveId).Distinct().Order()];
            if (due.Count == 0)
                return (await each.Run(Job, due, id => Of(id, ""), (_, _) => Task.FromResult(0), cancel)).Changed;
            names = undecided.DistinctBy(signature => signature.LeaveId).ToDictionary(signature => signature.LeaveId, signature => signature.Name);
            offices = await Offices.Read(db, clock.GetUtcNow(), clock.Today(), cancel);
        }

        return (await each.Run(Job, due, id => Of(id, names[id]), (id, stop) => Look(id, offices, stop), cancel)).Changed;
    }

    private static Item Of(int leaveId, string name) => new(Job, $"leave/{leaveId}", $"{name}的假条 {leaveId} 的催办");

    private bool IsDue(Undecided signature, Timetable timetable)
    {
        var rules = timetable.Rulebook.On(DateOnly.FromDateTime(clock.Civil(signature.From))).Leave;
        var (now, mayRise) = (clock.GetUtcNow(), !signature.IsRaised && Rising.Contains(signature.Signer));
        if (mayRise && now >= signature.From)
            return true;
        var waited = timetable.Waited(clock, signature.Since, now);
        return (mayRise && waited >= rules.ApprovalRaise.Value) || (!signature.IsReminded && waited >= rules.ApprovalReminder.Value);
    }

    private async Task<int> Look(int leaveId, Offices offices, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, Actor.Hall, "leave.raise", null, cancel);
        if (await LeaveChange.Locked(act.Db, leaveId, cancel) is not { State: LeaveState.WaitsForSignatures } leave)
            return 0;
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        var rules = timetable.Rulebook.On(DateOnly.FromDateTime(clock.Civil(leave.From))).Leave;
        var applicant = await LeaveApplicants.Of(act.Db, clock, leave, cancel);
        var moved = 0;
        foreach (var signature in leave.Signatures.Where(signature => signature.Approves is null))
        {
            var waited = timetable.Waited(clock, signature.Since, act.Now);
            if (signature.RaisedTo is null && WhoSigns.Next(signature.Signer) is { } next && (waited >= rules.ApprovalRaise.Value || act.Now >= leave.From))
            {
                (signature.RaisedTo, signature.RaisedAt) = (next, act.Now);
                _ = LeaveChange.Take(act.Db, leave, LeaveAct.Raise, null, act.Now, $"{signature.Signer.Title()}未签，上提至{next.Title()}");
                var why = act.Now >= leave.From ? "假期已开始仍未签批" : $"{signature.Signer.Title()}逾期未签";
                Tell(act, leave, offices.Of(signature.Signer, next, applicant), $"{why}，现由{next.Title()}也可签批");
                moved++;
            }
            else if (signature.RemindedAt is null && waited >= rules.ApprovalReminder.Value)
            {
                Tell(act, leave, offices.Of(signature.Signer, signature.RaisedTo, applicant), $"等待您签批已满 {rules.ApprovalReminder.Value / 60m:0.#} 个工作小时");
                signature.RemindedAt = act.Now;
                moved++;
            }
        }

        if (moved > 0)
        {
            act.Record(leave.Subject);
            await act.Commit(cancel);
        }

        return moved;
    }

    private void Tell(Act act, LeaveRequest leave, IEnumerable<MaySign> signers, string what) => Message.Tell(
        act.Db, act.Now, signers.Select(one => one.StaffId), MessageKind.Approval, $"{leave.Staff!.Name}请假 {clock.Span(leave)}：{what}。不会因等待而自动通过。", $"/leave/{leave.Id}");
}
