using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;
using Period = ServiceHall.Rules.Calendar.Period;

namespace ServiceHall.Web.Export.Trial;

/// <summary>
/// Tries another rulebook (试算): a past quarter of the hall's facts, judged by the rulebook in force and by the one handed in.
/// Nothing of the hall changes.
/// </summary>
internal sealed class TryRulebook(IDbContextFactory<HallDb> factory, TimeProvider clock, ExportFacts export, HallRulebook inForce)
    : WorkKind<TryRulebook.Asked>(Kind, "试算规则册", Right.TryRulebook, LongWorkModule.Page)
{
    public const string Kind = "rulebook.try";

    private const int FaultsShown = 5;
    private const int Hundred = 100;

    /// <summary>Which quarter.</summary>
    internal sealed record Asked(int Year, int Number)
    {
        /// <summary>The quarters of which all days are over, the latest first.</summary>
        public static IEnumerable<Quarter> Past(DateOnly today)
        {
            const int Shown = 8;
            return Quarter.In(new Period(today.AddYears(-3), today)).Where(quarter => quarter.Days.Last < today).OrderDescending().Take(Shown);
        }
    }

    public override string Stopped(LongWork.LongWork work) => "已停止，没有算完。大厅的数据没有变化。";

    protected override Task<Refusal?> RefusalFor(Act act, Asked parameters, UploadedFile? input, CancellationToken cancel)
    {
        if (!Asked.Past(act.Today).Contains(new Quarter(parameters.Year, parameters.Number)))
            return Task.FromResult<Refusal?>(new Refusal("只能试算已经结束的季度。请重新选择。"));
        if (input is null || input.Bytes.Length > RulebookUpload.GreatestSize)
            return Task.FromResult<Refusal?>(new Refusal("请选择规则册文件（YAML，不超过 1 MB）。"));
        return Task.FromResult(RulebookUpload.Read(input).Problems is { Count: > 0 } problems ? Faulty(problems) : null);
    }

    protected override async Task<WorkEnd> Run(WorkContext work, Asked parameters, CancellationToken stop)
    {
        var quarter = new Quarter(parameters.Year, parameters.Number);
        var file = await work.Input(stop);
        var reading = RulebookUpload.Read(file);
        if (reading.Rulebook is not { } tried)
            return WorkEnd.No(Faulty(reading.Problems));
        using var folder = WorkFolder.Make();
        var (facts, zip) = (Path.Combine(folder.Path, "facts"), Path.Combine(folder.Path, "trial.zip"));
        var results = Directory.CreateDirectory(Path.Combine(folder.Path, "results")).FullName;
        work.Report("写出事实", 0, 0);
        await export.Run(facts, stop);
        var compared = new TrialRun(facts, results, Told).Run(inForce, tried, quarter.Days);
        if (compared.Faults is { } faults)
            return WorkEnd.No(new Refusal($"试算的规则册不能用于大厅的事实：{faults}"));
        work.Report("压缩", 0, 0);
        await File.WriteAllBytesAsync(Path.Combine(results, "规则册.yaml"), file.Bytes, stop);
        ZipFile.CreateFromDirectory(results, zip);
        var end = new WorkEnd($"{Name(quarter)}：{compared.Sentence}", File: new UploadedFile("application/zip", $"试算 {quarter}.zip", await File.ReadAllBytesAsync(zip, stop)));
        await using var act = await Act.Begin(factory, clock, work.Starter, "rulebook.try", Right.TryRulebook, stop);
        if (act.Refusal is { } refusal)
            return WorkEnd.No(refusal);
        act.Record($"quarter {quarter}", Cut.To(file.Name, LongWorkTables.StageLength));
        await work.End(act.Db, end, stop);
        await act.Commit(stop);
        return end;

        void Told(string stage, double share)
        {
            stop.ThrowIfCancellationRequested();
            work.Report(stage, (int)(share * Hundred), Hundred);
        }
    }

    /// <summary>2026 年第 3 季度.</summary>
    public static string Name(Quarter quarter) => $"{quarter.Year} 年第 {quarter.Number} 季度";

    private static Refusal Faulty(IReadOnlyList<RulebookProblem> problems) => new(
        $"规则册有 {problems.Count} 处问题，没有试算：{string.Join("；", problems.Take(FaultsShown))}{(problems.Count > FaultsShown ? "……" : "。")}");
}
