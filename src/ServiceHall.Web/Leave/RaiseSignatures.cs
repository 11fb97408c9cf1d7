using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Reminds those who have to sign, and lets what waits too long, or what has begun unsigned, rise to the next level
/// (请假 (二), our reading). Nothing passes by waiting. It can be done at any time and again.
/// </summary>
internal sealed class RaiseSignatures(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    public const string Job = "raise-signatures";

    /// <returns>How many signatures were reminded of or rose.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        List<int> waiting;
        await using (var db = await factory.CreateDbContextAsync(cancel))
        {
            waiting = await db.Set<LeaveSignature>().Where(signature => signature.Approves == null && signature.Leave!.State == LeaveState.WaitsForSignatures)
                .Where(signature => signature.RemindedAt == null || signature.RaisedAt == null).Select(signature => signature.LeaveId).Distinct().Order().ToListAsync(cancel);
        }

        var moved = 0;
        foreach (var id in waiting)
            moved += await Look(id, cancel);
        return moved;
    }

    private async Task<int> Look(int leaveId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, Actor.Hall, "leave.raise", null, cancel);
        if (await LeaveChange.Locked(act.Db, leaveId, cancel) is not { State: LeaveState.WaitsForSignatures } leave)
            return 0;
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        var rules = timetable.Rulebook.On(DateOnly.FromDateTime(clock.Civil(leave.From))).Leave;
        var now = LocalMinute.Of(clock.Civil(act.Now));
        var offices = await Offices.Read(act.Db, act.Now, act.Today, cancel);
        var applicant = await LeaveApplicants.Of(act.Db, clock, leave, cancel);
        var moved = 0;
        foreach (var signature in leave.Signatures.Where(signature => signature.Approves is null))
        {
            var waited = timetable.WorkingMinutes(new Interval(LocalMinute.Of(clock.Civil(signature.Since)), now));
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
