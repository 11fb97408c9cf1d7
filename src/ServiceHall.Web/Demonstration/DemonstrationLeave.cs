using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Demonstration;

/// <summary>
/// Lets the invented people ask for leave, cover, sign and file, through the use cases of people. What was decided
/// already is not decided again, so that a day that was broken off is lived again without anything twice.
/// </summary>
/// <param name="section">Whoever of the section files; null: nobody is there.</param>
internal sealed class DemonstrationLeave(DemonstrationHall hall, Actor? section)
{
    private const int DaysToSign = 3;
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(4);
    /// <summary>One request with all that became of it, as far as those concerned do not act for themselves.</summary>
    /// <param name="roster">Who is whom.</param>
    /// <param name="at">When it is handed in.</param>
    /// <param name="without">People who act for themselves: what needs them waits.</param>
    /// <returns>False: the hall refused it, as it would a real one.</returns>
    public async Task<bool> Run(DemonstrationFacts.LeaveRow row, DemonstrationRoster roster, DateTime at, IReadOnlySet<int> without, CancellationToken cancel)
    {
        if (roster.Of(row.StaffId) is not { Id: var staffId } || without.Contains(staffId))
            return true;
        hall.Clock.Set(at);
        var (key, applicant) = (Key(row.Id), Person(staffId));
        if (row.Kind == RecordOutings.Kind && row.Decision == "approved")
            return section is null || (await hall.Get<RecordOutings>().Run(section, new(key, [staffId], row.From, row.To, "全市业务培训"), cancel)).Refusal is null;
        var asked = await hall.Get<SubmitLeave>().Run(applicant, new(key, row.Kind, row.From, row.To, row.Reason, roster.Of(row.CoverId)?.Id), null, cancel);
        if (asked.Refusal is not null)
            return false;
        for (var step = 1; await Next(row, asked.Value, at + (step * Between), without, cancel); step++)
        {
        }

        return true;
    }

    /// <summary>What began days ago and nobody signed is refused: such a thing does not wait for ever.</summary>
    public async Task RefuseBegun(DateOnly day, IReadOnlySet<int> without, CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        var before = hall.Clock.InstantOf(day.AddDays(-DaysToSign).ToDateTime(TimeOnly.MinValue));
        foreach (var leave in await db.Set<LeaveRequest>().AsNoTracking().Include(one => one.Signatures)
            .Where(one => one.State == LeaveState.WaitsForSignatures && one.From < before).OrderBy(one => one.Id).ToListAsync(cancel))
        {
            if (await Signer(db, leave, cancel) is { } signer && !without.Contains(signer))
                await hall.Try(hall.Get<SignLeave>().Run(Person(signer), leave.Id, false, "假期已经开始，没有事先批准。", cancel));
        }
    }

    // One step further; false: it is done, or waits for somebody who acts for themselves.
    private async Task<bool> Next(DemonstrationFacts.LeaveRow row, int id, DateTime at, IReadOnlySet<int> without, CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        var leave = await db.Set<LeaveRequest>().AsNoTracking().Include(one => one.Signatures).SingleAsync(one => one.Id == id, cancel);
        hall.Clock.Set(at);
        var answer = leave.State switch
        {
            LeaveState.WaitsForCover when leave.CoverId is { } cover && !without.Contains(cover) => await hall.Get<AnswerCover>().Accept(Person(cover), id, cancel),
            LeaveState.WaitsForSignatures when row.Decision != "pending" && await Signer(db, leave, cancel) is { } signer && !without.Contains(signer) =>
                await hall.Get<SignLeave>().Run(Person(signer), id, row.Decision == "approved", row.Decision == "approved" ? "" : "当天窗口人手不足。", cancel),
            LeaveState.Approved when section is null || without.Contains(section.StaffId) => new Refusal(""),
            LeaveState.Approved when leave.SubmittedAt > leave.From && !row.IsOverridden => await hall.Get<FileLeave>().SendBack(section, id, "事后提交，没有说明不能事先提交的原因。", cancel),
            LeaveState.Approved => await hall.Get<FileLeave>().Run(section, id, leave.SubmittedAt > leave.From ? "突发情况，已核实。" : "", cancel),
            _ => new Refusal(""),
        };
        return answer.Refusal is null;
    }

    private async Task<int?> Signer(HallDb db, LeaveRequest leave, CancellationToken cancel)
    {
        var offices = await Offices.Read(db, hall.Clock.GetUtcNow(), hall.Clock.Today(), cancel);
        var applicant = await LeaveApplicants.Of(db, hall.Clock, leave, cancel);
        return leave.Signatures.Where(signature => signature.Approves is null).OrderBy(signature => signature.Id)
            .Select(signature => offices.Of(signature.Signer, signature.RaisedTo, applicant)).FirstOrDefault(may => may.Count > 0)?[0].StaffId;
    }

    private static Actor Person(int id) => new(id, "demonstration");

    private static Guid Key(string id) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"leave {id}")).AsSpan(0, 16));
}
