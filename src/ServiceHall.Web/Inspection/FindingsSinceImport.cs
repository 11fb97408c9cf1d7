using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>Findings that were logged since an import, of whomever it posted and at the windows that it changed: they
/// rest on it.</summary>
internal sealed class FindingsSinceImport : IRestOnImports
{
    public async Task<IReadOnlyList<Resting>> Since(HallDb db, DateTimeOffset since, ImportedPeople what,
        CancellationToken cancel)
    {
        var findings = await db.Set<Finding>().Where(finding => finding.LoggedAt >= since)
            .Where(finding => what.Windows.Contains(finding.WindowId)
                || (finding.StaffId != null && what.Posted.Contains(finding.StaffId.Value)))
            .Select(finding => new { finding.Id, finding.StaffId, finding.WindowId }).ToListAsync(cancel);
        var posted = what.Posted.ToHashSet();
        return
        [
            .. findings.Select(finding => finding.StaffId is { } staff && posted.Contains(staff)
                ? new Resting(staff, null, $"检查记录 {finding.Id}")
                    : new Resting(null, finding.WindowId, $"检查记录 {finding.Id}")),
        ];
    }
}
