using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Export;

/// <summary>The facts of <c>hall export</c> as a ZIP file, on record: they leave the hall.</summary>
internal sealed class ExportFactsWork(IDbContextFactory<HallDb> factory, TimeProvider clock, ExportFacts export)
    : WorkKind<ExportFactsWork.Asked>(Kind, "导出事实", Right.ExportFacts, LongWorkModule.Page)
{
    public const string Kind = "export.facts";

    /// <summary>There is nothing to choose.</summary>
    internal sealed record Asked;

    protected override Task<Refusal?> RefusalFor(Act act, Asked parameters, UploadedFile? input, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(null);

    protected override async Task<WorkEnd> Run(WorkContext work, Asked parameters, CancellationToken stop)
    {
        using var folder = WorkFolder.Make();
        var (facts, zip) = (Path.Combine(folder.Path, "facts"), Path.Combine(folder.Path, "facts.zip"));
        work.Report("写出事实", 0, 0);
        await export.Run(facts, stop);
        work.Report("压缩", 0, 0);
        ZipFile.CreateFromDirectory(facts, zip);
        stop.ThrowIfCancellationRequested();
        var files = Directory.GetFiles(facts).Length;
        var end = new WorkEnd(
            $"共 {files} 个文件，是 {clock.GetLocalNow():yyyy-MM-dd HH:mm} 的事实，可以用命令行重新计算。",
            File: new UploadedFile("application/zip", $"事实 {clock.Today():yyyy-MM-dd}.zip", await File.ReadAllBytesAsync(zip, stop)));
        await using var act = await Act.Begin(factory, clock, work.Starter, "export.facts", Right.ExportFacts, stop);
        if (act.Refusal is { } refusal)
            return WorkEnd.No(refusal);
        act.Record("facts", $"zip, {files} files");
        await work.End(act.Db, end, stop);
        await act.Commit(stop);
        return end;
    }
}
