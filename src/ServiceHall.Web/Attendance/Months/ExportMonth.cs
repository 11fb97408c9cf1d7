using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>
/// A month of all units that its starter may see: a workbook and a sheet for paper of each, in one ZIP file. One unit after
/// the other, so that a document is never larger than a unit.
/// </summary>
internal sealed class ExportMonth(IDbContextFactory<HallDb> factory, TimeProvider clock, ReadMonth read)
    : WorkKind<ExportMonth.Asked>(Kind, "导出全部单位月考勤", Right.SeeAttendance, "/desk/attendance/month")
{
    public const string Kind = "attendance.export-month";

    /// <param name="Month">Such as <c>2026-11</c>.</param>
    internal sealed record Asked(string Month);

    protected override Task<Refusal?> RefusalFor(Act act, Asked parameters, UploadedFile? input, CancellationToken cancel) =>
        Task.FromResult(MonthNames.Find(parameters.Month) is null ? new Refusal("没有这个月份。请重新选择。") : null);

    protected override async Task<WorkEnd> Run(WorkContext work, Asked parameters, CancellationToken stop)
    {
        var month = MonthNames.Find(parameters.Month)!.Value;
        work.Report("读取考勤", 0, 0);
        MonthGrid grid;
        await using (var asked = await Act.Begin(factory, clock, work.Starter, "attendance.month.export", Right.SeeAttendance, stop))
        {
            if (asked.Refusal is { } refusal)
                return WorkEnd.No(refusal);
            grid = await read.Run(asked.Db, month, asked.Rights.MaySee, null, stop);
        }

        if (grid.Rows.Count == 0)
            return WorkEnd.No(new Refusal($"{month.Chinese()}没有考勤记录，没有可以导出的内容。"));
        var units = grid.Rows.GroupBy(row => row.Window.Unit).ToList();
        var end = new WorkEnd(
            $"{month.Chinese()}，{units.Count} 个单位，{grid.Rows.Count} 人次。",
            File: new UploadedFile("application/zip", $"{month.Chinese()}考勤.zip", Zip(work, grid, units, stop)));
        await using var act = await Act.Begin(factory, clock, work.Starter, "attendance.month.export", Right.SeeAttendance, stop);
        if (act.Refusal is { } no)
            return WorkEnd.No(no);
        act.Record($"{month}", $"zip, {grid.Rows.Count} rows");
        await work.End(act.Db, end, stop);
        await act.Commit(stop);
        return end;
    }

    private static byte[] Zip(WorkContext work, MonthGrid grid, List<IGrouping<string, MonthRow>> units, CancellationToken stop)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var number = 0; number < units.Count; number++)
            {
                stop.ThrowIfCancellationRequested();
                work.Report($"制作 {units[number].Key}", number, units.Count);
                var unit = grid with { Rows = [.. units[number]] };
                // A unit's name may hold what no file name may; its number keeps two alike apart.
                var name = $"{number + 1:00} {Outgoing.FileName(units[number].Key)}";
                Add(zip, $"{name} 考勤.xlsx", MonthWorkbook.Make(unit));
                Add(zip, $"{name} 考勤表.docx", MonthSheet.Make(unit));
            }
        }

        return file.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(bytes);
    }
}
