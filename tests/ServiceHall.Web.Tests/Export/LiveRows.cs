using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Scoring;
using LedgerEntry = ServiceHall.Web.Scoring.LedgerEntry;

namespace ServiceHall.Web.Tests.Export;

/// <summary>What the live hall holds, in the rows of the replay's files.</summary>
internal static class LiveRows
{
    /// <summary>As in <c>ledger.csv</c>.</summary>
    internal static async Task<List<string>> Ledger(TestHall hall)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var rows = await db.Set<LedgerEntry>().InForce().AsNoTracking().Include(row => row.Staff).Include(row => row.Window).ToListAsync();
        return
        [
            .. rows.OrderBy(row => row.Day).ThenBy(row => row.StaffId is null).ThenBy(row => row.Staff?.Number ?? row.Window!.Code, StringComparer.Ordinal)
                .ThenBy(row => row.Code, StringComparer.Ordinal).ThenBy(row => row.Reference, StringComparer.Ordinal)
                .Select(row => $"{row.Day:yyyy-MM-dd},{(row.StaffId is null ? "window" : "person")},{row.Staff?.Number ?? row.Window!.Code},{row.Code},"
                    + $"{row.Reference},{row.Window!.Code},{row.Points:0.##},{row.Source.Code()}"),
        ];
    }

    /// <summary>As the first five columns of <c>attendance.csv</c>.</summary>
    internal static async Task<List<string>> Attendance(TestHall hall)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var rows = await db.Set<SessionResult>().AsNoTracking().Include(row => row.Staff).Include(row => row.Window).ToListAsync();
        return [.. rows.Select(row => $"{row.Day:yyyy-MM-dd},{row.Staff!.Number},{row.Part.Code()},{row.Window!.Code},{row.Status}").Order(StringComparer.Ordinal)];
    }
}
