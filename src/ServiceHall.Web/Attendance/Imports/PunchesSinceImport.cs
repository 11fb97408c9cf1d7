using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Imports;

/// <summary>Punches since an import, and results of people whom it brought: they rest on it.</summary>
internal sealed class PunchesSinceImport : IRestOnImports
{
    public async Task<IReadOnlyList<Resting>> Since(HallDb db, DateTimeOffset since, ImportedPeople what,
        CancellationToken cancel)
    {
        var punches = db.Set<Punch>().Where(punch => punch.Outcome == PunchOutcome.Accepted && punch.At >= since);
        var own = await punches.Where(punch => what.Posted.Contains(punch.StaffId)).GroupBy(punch => punch.StaffId)
            .Select(of => new { Id = of.Key, Count = of.Count() }).ToListAsync(cancel);
        var there = await punches.Where(punch => punch.WindowId != null
            && what.Windows.Contains(punch.WindowId.Value)).GroupBy(punch => punch.WindowId!.Value)
            .Select(of => new { Id = of.Key, Count = of.Count() }).ToListAsync(cancel);
        var results = await db.Set<SessionResult>().Where(result => what.Added.Contains(result.StaffId))
            .GroupBy(result => result.StaffId)
            .Select(of => new { Id = of.Key, Count = of.Count() }).ToListAsync(cancel);
        return
        [
            .. own.Select(of => new Resting(of.Id, null, $" {of.Count} 次打卡")),
                .. there.Select(of => new Resting(null, of.Id, $" {of.Count} 次打卡")),
            .. results.Select(of => new Resting(of.Id, null, $" {of.Count} 个半天的考勤结果")),
        ];
    }
}
