using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>The people who may give one signature today, to be told of it.</summary>
internal static class SignersOf
{
    /// <summary>Their ids, each once.</summary>
    /// <param name="windowId">The applicant's window; null: posted nowhere.</param>
    public static async Task<IReadOnlyList<int>> Run(
        HallDb db, LeaveSigner signer, int applicantId, int? windowId, DateTimeOffset now, DateOnly today, CancellationToken cancel)
    {
        var unitId = await db.Windows.Where(window => window.Id == windowId).Select(window => (int?)window.UnitId).SingleOrDefaultAsync(cancel);
        var offices = await Offices.Read(db, now, today, cancel);
        return [.. offices.Of(signer, null, new Applicant(applicantId, windowId, unitId)).Select(one => one.StaffId)];
    }
}
