using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Import;
using ServiceHall.Web.LongWork;

namespace ServiceHall.Web.People.Import;

/// <summary>
/// The confirmed import as long work: all of it in the transaction that writes its end, so that it is whole or not at all,
/// and never done twice.
/// </summary>
internal sealed class ImportWork(ImportPeople import) : WorkKind<ImportWork.Confirmed>(Kind, "导入人员", Right.ImportPeople, "/desk/import")
{
    public const string Kind = "people.import";

    /// <param name="Fingerprint">That of the plan which was confirmed.</param>
    /// <param name="Sheet">The sheet that was read; null: the one that has the headings.</param>
    /// <param name="Ticks">The dangers that were ticked; null: none.</param>
    internal sealed record Confirmed(string Fingerprint, string? Sheet = null, IReadOnlyList<string>? Ticks = null);

    /// <summary>What is told when it is done.</summary>
    public static string Told(ImportPlan plan) =>
        Counts(plan) + "。新的人员请在人员页面发放一次性代码，由本人设置密码。";

    /// <summary>How much it did.</summary>
    public static string Counts(ImportPlan plan) =>
        $"新增 {plan.Creating} 行，修改 {plan.Changing} 行，不变 {plan.Unchanged} 行"
            + (plan.LeftOut > 0 ? $"，未勾选不导入 {plan.LeftOut} 行" : "");

    // What is wrong with the file stood in the preview; what has changed since is found when it is written.
    protected override Task<Refusal?> RefusalFor(Act act, Confirmed parameters, UploadedFile? input, CancellationToken cancel) =>
        Task.FromResult(input is null ? new Refusal("没有文件。请重新上传。") : null);

    protected override async Task<WorkEnd> Run(WorkContext work, Confirmed parameters, CancellationToken stop)
    {
        work.Report("读取文件", 0, 0);
        var input = await work.Input(stop);
        var file = PeopleFile.Read(input.Bytes, parameters.Sheet);
        if (file.Refusal is { } unreadable)
            return WorkEnd.No(unreadable);
        var done = await import.Run(
            work.Starter, file.Value.Rows, parameters.Fingerprint, new Telling(work), stop,
            (db, plan) => work.End(db, new WorkEnd(Told(plan)), stop),
                parameters.Ticks?.ToHashSet(StringComparer.Ordinal), new ImportSource(input, file.Value.Table.Sheet));
        return done.Refusal is { } refusal ? WorkEnd.No(refusal) : new WorkEnd(Told(done.Value));
    }

    private sealed class Telling(WorkContext work) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => work.Report(value.Stage, value.Done, value.Total);
    }
}
