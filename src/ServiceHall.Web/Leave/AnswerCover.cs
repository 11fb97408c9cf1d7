using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Leave;

/// <summary>The cover person's answer (B 岗, 请假 (二)): with a yes the signatures are asked for, with a no another has to be asked.</summary>
internal sealed class AnswerCover(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    /// <summary>Agrees to cover.</summary>
    public async Task<Answer<Done>> Accept(Actor actor, int leaveId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.accept-cover", null, cancel);
        await LeaveLock.Hold(act.Db, [actor.StaffId], cancel);
        var (leave, refusal) = await Asked(act, actor, leaveId, LeaveAct.AcceptCover, "", cancel);
        if (leave is null)
            return refusal!;
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        var windowId = (await LeaveApplicants.Of(act.Db, clock, leave, cancel)).WindowId;
        var rules = timetable.Rulebook.On(DateOnly.FromDateTime(clock.Civil(leave.From))).Leave;
        var fit = await CoverFit.Of(act.Db, clock, ToCover.Of(clock, timetable, leave, windowId, act.Now), actor.StaffId, cancel);
        if (fit.Fault is { } fault)
            return fault;
        if (leave.CoverAcceptedAt is not null)
            return await TakeOver(act, leave, rules, windowId, fit.IsFromElsewhere, cancel) ?? await Saved(act, leave, cancel);
        var measured = await Measure(act.Db, leave, timetable, cancel);
        if (measured.Approvers.Count == 0)
            return new Refusal($"{measured.Why.Sentence}请告诉{leave.Staff!.Name}撤销这张假条。", measured.Why.Clause);
        var signs = await WhoSigns.Of(act.Db, measured, rules, leave.StaffId, windowId, act.Today, fit.IsFromElsewhere, cancel);
        (leave.CoverAcceptedAt, leave.ReturnTold) = (act.Now, null);
        (leave.Tier, leave.TierClause) = (measured.Tier.Code, measured.Why.Clause);
        leave.TierSentence = WhoSigns.Sentence(measured, windowId is null, signs.Select(needed => needed.Signer));
        leave.Signatures.AddRange(signs.Select(needed => new LeaveSignature { Signer = needed.Signer, Why = needed.Why, Since = act.Now }));
        await Tell(act, leave, windowId, cancel);
        if (signs.Any(needed => needed.IsVacant))
            await TellVacant(act, leave, signs.First(needed => needed.IsVacant), cancel);
        return await Saved(act, leave, cancel);
    }

    // Whoever accepted before is free from now on. Who stands at another window needs the section's consent: while the others
    // sign it signs with them, afterwards it is told and can send the request back.
    // The others sign what they were asked for: who covers changes nothing about how much leave it is.
    private async Task<Refusal?> TakeOver(Act act, LeaveRequest leave, LeaveRules rules, int? windowId, bool isFromElsewhere, CancellationToken cancel)
    {
        var (before, span) = (leave.CoverId!.Value, clock.Span(leave));
        (leave.CoverId, leave.CoverAcceptedAt, leave.NextCoverId, leave.ReturnTold) = (act.Rights.StaffId, act.Now, null, null);
        Message.Tell(act.Db, act.Now, [before], MessageKind.Cover, $"{act.Rights.Name}已接替您为{leave.Staff!.Name} {span} 的请假顶岗，您不用再顶岗。", "/cover");
        Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Leave, $"{act.Rights.Name}同意接替{leave.Cover!.Name}为您 {span} 的请假顶岗。", $"/leave/{leave.Id}");
        if (!isFromElsewhere)
            return null;
        if (leave.State == LeaveState.WaitsForSignatures)
        {
            var consent = await WhoSigns.Consent(act.Db, rules, leave.StaffId, windowId, act.Today, cancel);
            var added = consent.Where(needed => !leave.Signatures.Exists(signature => signature.Signer == needed.Signer)).ToList();
            leave.Signatures.AddRange(added.Select(needed => new LeaveSignature { Signer = needed.Signer, Why = needed.Why, Since = act.Now }));
            leave.TierSentence += string.Concat(added.Select(needed => needed.Why));
        }

        var section = await SignersOf.Run(act.Db, LeaveSigner.Section, leave.StaffId, windowId, act.Now, act.Today, cancel);
        Message.Tell(act.Db, act.Now, section, MessageKind.Approval,
            $"{leave.Staff!.Name} {span} 的请假改由同单位另一窗口的{act.Rights.Name}顶岗，须经科室同意；不同意的请退回或不予签批。", $"/leave/{leave.Id}");
        return null;
    }

    private static async Task<Answer<Done>> Saved(Act act, LeaveRequest leave, CancellationToken cancel)
    {
        act.Record(leave.Subject);
        try
        {
            await act.Commit(cancel);
            return new Done();
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { ConstraintName: LeaveTables.OneCover })
        {
            return new Refusal("您刚刚答应了另一个重叠时间的顶岗，不能同时顶两个岗。请谢绝其中一个。", "请假 (二)", RefusalKind.Conflict);
        }
    }

    /// <summary>Declines; another person has to be asked.</summary>
    public async Task<Answer<Done>> Decline(Actor actor, int leaveId, string reason, CancellationToken cancel)
    {
        reason = reason.Trim();
        if (Cut.Count(reason) is 0 or > LeaveRequest.ReasonLength)
            return new Refusal($"请写明谢绝的原因（{LeaveRequest.ReasonLength} 字以内），好让对方另作安排。", "请假 (二)");
        await using var act = await Act.Begin(factory, clock, actor, "leave.decline-cover", null, cancel);
        var (leave, refusal) = await Asked(act, actor, leaveId, LeaveAct.DeclineCover, reason, cancel);
        if (leave is null)
            return refusal!;
        var stays = leave.CoverAcceptedAt is null ? "" : $"仍由{leave.Cover!.Name}顶岗。";
        if (leave.CoverAcceptedAt is null)
            leave.CoverId = null;
        else
            leave.NextCoverId = null;
        Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Cover,
            $"{act.Rights.Name}不能为您 {clock.Span(leave)} 的请假顶岗，原因见假条。{stays}请打开假条另请顶岗人。", $"/leave/{leave.Id}");
        act.Record(leave.Subject);
        await act.Commit(cancel);
        return new Done();
    }

    private async Task<(LeaveRequest? Leave, Refusal? Refusal)> Asked(Act act, Actor actor, int leaveId, LeaveAct answer, string remark, CancellationToken cancel)
    {
        if (act.Refusal is { } refusal)
            return (null, refusal);
        var leave = await LeaveChange.Locked(act.Db, leaveId, cancel);
        if (leave is null)
            return (null, NotAsked);
        if (leave.CoverId == actor.StaffId && leave.CoverAcceptedAt is not null)
            return (null, answer == LeaveAct.DeclineCover && leave.MayPassCover(act.Now) ? Agreed(leave) : LeaveFaults.NotNow(leave, answer));
        if ((leave.CoverAcceptedAt is null ? leave.CoverId : leave.NextCoverId) != actor.StaffId)
            return (null, await act.RefuseAsUnseen(leave.Subject, NotAsked, cancel));
        // The page may have stood open since: what is over is covered by whoever covered it.
        if (answer == LeaveAct.AcceptCover && leave.CoverAcceptedAt is not null && !leave.MayPassCover(act.Now))
            return (null, new($"{leave.Staff!.Name}的这段假期已于 {clock.Moment(leave.To)} 结束或已终止，不用再接替顶岗。请刷新“顶岗”页面。", "请假 (二)", RefusalKind.Conflict));
        return LeaveChange.Take(act.Db, leave, answer, actor.StaffId, act.Now, remark) is { } wrong ? (null, wrong) : (leave, null);
    }

    // Whoever is not asked learns nothing about it, not even whether it is there.
    private static Refusal NotAsked => new("没有这张假条，或它现在没有请您顶岗：对方可能已另请他人。请刷新“顶岗”页面。", "请假 (二)", RefusalKind.NotFound);

    private static Refusal Agreed(LeaveRequest leave) => new(
        $"您已同意为{leave.Staff!.Name}顶岗，不能再谢绝。不能顶了的，请告诉{leave.Staff.Name}在假条中换一位顶岗人；在那位同事同意之前，仍由您顶岗。", "请假 (二)", RefusalKind.Conflict);

    private async Task<MeasuredLeave> Measure(HallDb db, LeaveRequest leave, Timetable timetable, CancellationToken cancel)
    {
        var staff = new StaffId(leave.Staff!.Number);
        var all = await db.Set<LeaveRequest>().AsNoTracking().Where(other => other.StaffId == leave.StaffId).Measured().ToListAsync(cancel);
        var roster = await Rosters.Read(db, post => post.StaffId == leave.StaffId, cancel);
        return LeaveTiers.Joined(LeaveTiers.Measure(all.Select(one => one.AsRule(staff, clock)), roster, timetable), $"{leave.Id}", timetable.Rulebook);
    }

    // Nobody can sign: the request waits, and whoever grants roles is told.
    private async Task TellVacant(Act act, LeaveRequest leave, NeededSignature vacant, CancellationToken cancel)
    {
        var today = act.Today;
        var administrators = await act.Db.RoleGrants.Where(grant => grant.Role == HallRole.SystemAdministrator
            && act.Db.Staff.Any(staff => staff.Id == grant.StaffId && (staff.LeftOn == null || staff.LeftOn >= today))).Select(grant => grant.StaffId).ToListAsync(cancel);
        Message.Tell(act.Db, act.Now, administrators, MessageKind.System,
            $"假条 {leave.Id}（{clock.Span(leave)}）没有人可以签批：大厅里没有另一位{vacant.Signer.Title()}。请授予角色，假条会一直等待。", "/desk/people");
        Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Leave, $"您 {clock.Span(leave)} 的请假在等待：{vacant.Why}", $"/leave/{leave.Id}");
    }

    private async Task Tell(Act act, LeaveRequest leave, int? windowId, CancellationToken cancel)
    {
        foreach (var signature in leave.Signatures)
        {
            var signers = await SignersOf.Run(act.Db, signature.Signer, leave.StaffId, windowId, act.Now, act.Today, cancel);
            Message.Tell(act.Db, act.Now, signers, MessageKind.Approval,
                $"{leave.Staff!.Name}请假 {clock.Span(leave)}，待您以{signature.Signer.Title()}签批。{signature.Why}", $"/leave/{leave.Id}");
        }

        Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Leave,
            $"{act.Rights.Name}同意为您 {clock.Span(leave)} 的请假顶岗，现由{string.Join("、", leave.Signatures.Select(signature => signature.Signer.Title()))}签批。", $"/leave/{leave.Id}");
    }
}
