using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave.Imports;

/// <summary>Leave that was asked for since an import, by whomever it posted or with them as cover: it rests on
/// it.</summary>
internal sealed class LeaveSinceImport : IRestOnImports
{
    public async Task<IReadOnlyList<Resting>> Since(HallDb db, DateTimeOffset since, ImportedPeople what,
        CancellationToken cancel)
    {
        var requests = await db.Set<LeaveRequest>().Where(request => request.SubmittedAt >= since)
            .Where(request => what.Posted.Contains(request.StaffId)
                || (request.CoverId != null && what.Posted.Contains(request.CoverId.Value)))
            .Select(request => new { request.StaffId, request.CoverId }).ToListAsync(cancel);
        var posted = what.Posted.ToHashSet();
        return
        [
            .. requests.Where(request => posted.Contains(request.StaffId))
                .Select(request => new Resting(request.StaffId, null, "请假")),
            .. requests.Where(request => request.CoverId is { } cover && posted.Contains(cover))
                .Select(request => new Resting(request.CoverId, null, "顶岗")),
        ];
    }
}
