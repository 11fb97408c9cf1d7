using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.Quantities;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Shows one request, on a page and as the printed form, to those whom it concerns.</summary>
internal sealed class ShowLeave(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, WeighLeave weigh)
{
    /// <summary>A request with its story, and what its applicant can do with it now.</summary>
    /// <param name="Days">As it stands, by the rules.</param>
    internal sealed record Page(LeaveRequest Leave, LeaveSight Sight, string Kind, string Place, Fraction Days, bool IsLate, bool IsMine, bool MayCancel, bool MayExtend)
    {
        /// <summary>Whether another cover person can be asked.</summary>
        public bool MayAskCover { get; init; }

        /// <summary>Whom to ask; null unless that is possible.</summary>
        public LeaveChoices.Colleagues? Covers { get; init; }

        /// <summary>What it means as things stand, for those who decide about it while it waits; null: for nobody else.</summary>
        public JudgedLeave? Weighed { get; init; }
    }

    public async Task<Answer<Page>> Run(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.show", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var leave = await act.Db.Set<LeaveRequest>().AsNoTracking().AsSplitQuery()
            .Include(one => one.Staff).Include(one => one.Cover).Include(one => one.NextCover).Include(one => one.Attachment)
            .Include(one => one.Signatures.OrderBy(signature => signature.Id)).ThenInclude(signature => signature.DecidedBy)
            .Include(one => one.Signatures).ThenInclude(signature => signature.OnBehalfOf)
            .Include(one => one.Steps.OrderBy(step => step.Turn)).ThenInclude(step => step.Actor)
            .SingleOrDefaultAsync(one => one.Id == id, cancel);
        if (leave is null)
            return LeaveFaults.Unseen;
        var sight = await LeaveSights.SightOf(act.Db, clock, leave, act.Rights, cancel);
        return sight == LeaveSight.None ? await act.RefuseAsUnseen(leave.Subject, LeaveFaults.Unseen, cancel) : await Fill(act, actor, leave, sight, cancel);
    }

    private async Task<Page> Fill(Act act, Actor actor, LeaveRequest leave, LeaveSight sight, CancellationToken cancel)
    {
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        var time = new Interval(LocalMinute.Of(clock.Civil(leave.From)), LocalMinute.Of(clock.Civil(leave.To)));
        var windowId = (await LeaveApplicants.Of(act.Db, clock, leave, cancel)).WindowId;
        var place = await act.Db.Windows.Where(window => window.Id == windowId).Select(window => window.Unit!.Name + " · " + window.Name).SingleOrDefaultAsync(cancel);
        var isMine = leave.StaffId == actor.StaffId;
        var page = new Page(
            sight == LeaveSight.Whole ? leave : leave.Outlined(), sight, timetable.Rulebook.KindTitle(leave.Kind, time.Start.Day), place ?? "科室", LeaveMeasure.Days(time, timetable),
            IsLate: leave.SubmittedAt > leave.From && leave.OverriddenFor is null, isMine,
            MayCancel: isMine && LeaveFlow.After(leave.State, LeaveAct.Cancel) is not null && (leave.State is LeaveState.WaitsForCover or LeaveState.WaitsForSignatures || act.Now < leave.From),
            MayExtend: isMine && leave.State is (LeaveState.Approved or LeaveState.Filed) && act.Now < leave.To)
        {
            Weighed = !isMine && sight == LeaveSight.Whole && leave.State == LeaveState.WaitsForSignatures ? (await weigh.Run(act.Db, [leave], cancel))[leave.Id] : null,
        };
        return isMine && (leave.State == LeaveState.WaitsForCover || leave.MayPassCover(act.Now))
            ? page with { MayAskCover = true, Covers = await LeaveChoices.CoversFor(act, actor, windowId is { } id ? [id] : [], cancel) }
            : page;
    }
}
