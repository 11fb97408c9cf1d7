using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Entries that were booked since an import, of whomever it posted and of the windows that it changed: they
/// rest on it.</summary>
internal sealed class EntriesSinceImport : IRestOnImports
{
    public async Task<IReadOnlyList<Resting>> Since(HallDb db, DateTimeOffset since, ImportedPeople what,
        CancellationToken cancel)
    {
        var entries = db.Set<LedgerEntry>().Where(entry => entry.BookedAt >= since);
        var own = await entries.Where(entry => entry.StaffId != null && what.Posted.Contains(entry.StaffId.Value))
            .GroupBy(entry => entry.StaffId!.Value)
            .Select(of => new { Id = of.Key, Count = of.Count() }).ToListAsync(cancel);
        var there = await entries.Where(entry => what.Windows.Contains(entry.WindowId))
            .GroupBy(entry => entry.WindowId)
            .Select(of => new { Id = of.Key, Count = of.Count() }).ToListAsync(cancel);
        return
        [
            .. own.Select(of => new Resting(of.Id, null, $" {of.Count} 条计分记录")),
                .. there.Select(of => new Resting(null, of.Id, $" {of.Count} 条计分记录")),
        ];
    }
}
