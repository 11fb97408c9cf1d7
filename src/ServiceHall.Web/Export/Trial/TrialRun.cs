using ServiceHall.Replay;
using ServiceHall.Replay.Compare;
using ServiceHall.Replay.Facts;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Web.Export.Trial;

/// <summary>
/// Runs two rulebooks over one folder of facts and compares what comes of them, as <c>hall replay --compare</c> does: results in
/// the folders <c>现行</c> and <c>试算</c>, beside them <c>compare.csv</c>.
/// </summary>
internal sealed class TrialRun(string facts, string results, Action<string, double> progress)
{
    private static readonly Language Chinese = new(IsEnglish: false);

    /// <summary>What came of it: the comparison in a sentence, or why the facts cannot be judged by both.</summary>
    internal sealed record Compared(string Sentence, string? Faults);

    /// <exception cref="OperationCanceledException">What <c>progress</c> threw.</exception>
    public Compared Run(HallRulebook inForce, HallRulebook tried, Period period)
    {
        var bad = new BadInput(Chinese);
        using var warnings = new StringWriter();
        var reader = new FactsReader(facts, [inForce, tried], bad, warnings);
        var read = reader.Read();
        ReplayRun[] runs = read is null ? [] : [new(read, inForce, explains: true), new(read, tried, explains: true)];
        PunchBelt.Carry(reader, runs, share => progress("判定打卡", share));
        if (bad.Any)
        {
            using var faults = new StringWriter();
            bad.Write(faults);
            return new Compared("", faults.ToString());
        }

        var before = Conclude(runs[0], period, "现行", "按现行规则册计算");
        var after = Conclude(runs[1], period, "试算", "按试算的规则册计算");
        var changes = Comparison.Of(before, after);
        ComparisonFile.Write(changes, Chinese, Path.Combine(results, ComparisonFile.Name), forExcel: true);
        return new Compared(Comparison.Sentence(changes, Chinese), null);
    }

    private ReplayResults Conclude(ReplayRun run, Period period, string name, string stage)
    {
        var folder = Directory.CreateDirectory(Path.Combine(results, name)).FullName;
        var files = new ResultFiles(folder, explains: true, forExcel: true);
        using var attendance = files.OpenAttendance();
        var found = run.Finish(period, attendance.Write, share => progress(stage, share));
        files.Write(found);
        return found;
    }
}
