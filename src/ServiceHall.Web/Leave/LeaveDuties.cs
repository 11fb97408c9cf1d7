using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>What somebody who may see a request can do with it now, and who may sign it.</summary>
internal sealed class LeaveDuties(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    /// <param name="SignsAs">By what the actor may sign; null: not.</param>
    /// <param name="MayFile">To file it.</param>
    /// <param name="MaySendBack">To send it back.</param>
    /// <param name="Signers">Who may give each waiting signature now, in words.</param>
    /// <param name="Next">The request that goes on where this one ends, for whoever may send this one back: it would stay; null: none.</param>
    internal sealed record Page(string? SignsAs, bool MayFile, bool MaySendBack, IReadOnlyDictionary<int, string> Signers, LeaveRequest? Next);

    public async Task<Answer<Page>> Run(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.duties", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<LeaveRequest>().AsNoTracking().Include(one => one.Signatures).SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } leave)
            return LeaveFaults.Unseen;
        if (await LeaveSights.SightOf(act.Db, clock, leave, act.Rights, cancel) == LeaveSight.None)
            return await act.RefuseAsUnseen(leave.Subject, LeaveFaults.Unseen, cancel);
        var isOthers = leave.StaffId != actor.StaffId;
        var files = isOthers && act.Rights.May(Right.FileLeave);
        var applicant = await LeaveApplicants.Of(act.Db, clock, leave, cancel);
        var offices = await Offices.Read(act.Db, act.Now, act.Today, cancel);
        var waiting = leave.State == LeaveState.WaitsForSignatures ? leave.Signatures.Where(signature => signature.Approves is null).ToList() : [];
        var now = waiting.ToDictionary(signature => signature.Id, signature => offices.Of(signature.Signer, signature.RaisedTo, applicant));
        var maySendBack = files && LeaveFlow.After(leave.State, LeaveAct.SendBack) is not null;
        return new Page(
            isOthers ? now.Values.SelectMany(may => may).FirstOrDefault(one => one.StaffId == actor.StaffId)?.How : null,
            files && LeaveFlow.After(leave.State, LeaveAct.File) is not null, maySendBack,
            now.ToDictionary(pair => pair.Key, pair => string.Join("；", pair.Value.Select(one => $"{one.Name}（{one.How}）"))),
            maySendBack ? await LeaveChain.Next(act.Db, clock, (await days.Current(act.Db, cancel)).Timetable, leave, leave.To, cancel) : null);
    }
}
