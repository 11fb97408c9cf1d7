using System.CommandLine;
using ServiceHall.Cli.Compare;
using ServiceHall.Replay;
using ServiceHall.Replay.Compare;
using ServiceHall.Replay.Facts;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli.Replay;

/// <summary><c>hall replay</c>: the rules over a folder of facts, to a folder of results.</summary>
internal static class ReplayCommand
{
    public static Command Create(Language say, TextWriter error)
    {
        var input = new Option<string>("--in") { Required = true, Description = say.Of("事实文件夹（windows.csv、staff.csv、punches.csv……）", "the folder of facts (windows.csv, staff.csv, punches.csv, …)") };
        var output = new Option<string>("--out") { Required = true, Description = say.Of("结果文件夹；应不存在或是空的", "the folder of results; must not exist or be empty") };
        var rulebook = new Option<string?>("--rulebook") { Description = say.Of("规则册文件；不写则用内置的规则册", "a rulebook file; the built-in one otherwise") };
        var from = new Option<string?>("--from") { Description = say.Of("第一天，如 2026-07-01；不写则取打卡、问题、加分中最早的一天", "the first day, like 2026-07-01; else the earliest of punches, findings and credits") };
        var to = new Option<string?>("--to") { Description = say.Of("最后一天（含）；不写则取打卡、问题、加分中最晚的一天", "the last day, included; else the latest of punches, findings and credits") };
        var explain = new Option<bool>("--explain") { Description = say.Of("每个结果加一列 why：条款和理由", "adds a column why to every result: clause and reason, in Chinese") };
        var excel = new Option<bool>("--excel") { Description = say.Of("写出 Excel 能直接打开的 UTF-8（带标记）", "writes UTF-8 with a mark, as Excel wants it") };
        var compare = new Option<string?>("--compare") { Description = say.Of("另一本规则册：同时写出 compare.csv，说明换用它会改变什么", "another rulebook: also writes compare.csv, what it would change") };
        var command = new Command("replay", say.Of(
            "按规则册计算一个文件夹里的事实。例：./hall replay --in facts/ --out results/ --from 2026-07-01 --to 2026-09-30 --explain",
            "Runs the rules over a folder of facts. Example: ./hall replay --in facts/ --out results/ --from 2026-07-01 --to 2026-09-30 --explain"))
        {
            input, output, rulebook, from, to, explain, excel, compare,
        };
        command.SetAction(parsed => new Work(
            parsed.GetValue(input)!,
            parsed.GetValue(output)!,
            CommandDay.Read(parsed.GetValue(from), "--from", say),
            CommandDay.Read(parsed.GetValue(to), "--to", say),
            parsed.GetValue(explain),
            parsed.GetValue(excel),
            say,
            error).Run(parsed.GetValue(rulebook), parsed.GetValue(compare)));
        return command;
    }

    private sealed record Work(
        string Input, string Output, DateOnly? From, DateOnly? To, bool Explains, bool ForExcel, Language Say, TextWriter Error)
    {
        public int Run(string? rulebookFile, string? otherFile)
        {
            if (From > To)
                throw new CommandFault(Say.Of($"--from {From:yyyy-MM-dd} 晚于 --to {To:yyyy-MM-dd}；请调换。", $"--from {From:yyyy-MM-dd} is after --to {To:yyyy-MM-dd}; swap them."));
            if (!RulebookFile.TryRead(rulebookFile, Say, Error, out var rulebook)) return 2;
            HallRulebook? other = null;
            if (otherFile is not null && !RulebookFile.TryRead(otherFile, Say, Error, out other)) return 2;

            using var folder = OutFolder.Beside(Output, Say);
            var stages = new Stages(Error);
            HallRulebook[] rulebooks = other is null ? [rulebook] : [rulebook, other];
            if (Read(rulebooks, stages) is not var (runs, period)) return 2;
            Conclude(runs, period, new ResultFiles(folder.Path, Explains, ForExcel), folder.Path, stages);
            folder.Keep(Say);
            Error.WriteLine(Say.Of($"结果在 {Output}。", $"The results are in {Output}."));
            return 0;
        }

        /// <summary>Reads everything once, for each rulebook a run; null with the faults written out.</summary>
        private (ReplayRun[] Runs, Period Period)? Read(HallRulebook[] rulebooks, Stages stages)
        {
            var bad = new BadInput(Say);
            var reader = new FactsReader(Input, rulebooks, bad, Error);
            var facts = stages.Run(Say.Of("读取人员、请假、检查……", "Reading people, leave, inspection …"), _ => reader.Read());
            // With a fault elsewhere the punches are read for their own faults alone.
            ReplayRun[] runs = facts is null ? [] : [.. rulebooks.Select(rulebook => new ReplayRun(facts, rulebook, Explains))];
            stages.Run(Say.Of("读取并判定打卡……", "Reading and judging punches …"), progress =>
            {
                PunchBelt.Carry(reader, runs, progress);
                return 0;
            });
            if (!bad.Any) return (runs, PeriodOf(reader.Days));
            bad.Write(Error);
            return null;
        }

        private void Conclude(ReplayRun[] runs, Period period, ResultFiles files, string folder, Stages stages)
        {
            var results = stages.Run(Say.Of("判定每个半天，计分，排名……", "Judging sessions, scoring, ranking …"), progress =>
            {
                using var attendance = files.OpenAttendance();
                return runs[0].Finish(period, attendance.Write, progress);
            });
            stages.Run(Say.Of("写出结果……", "Writing the results …"), _ =>
            {
                files.Write(results);
                return 0;
            });
            foreach (var other in runs.Skip(1))
            {
                var changed = stages.Run(
                    Say.Of("按另一本规则册计算……", "Judging by the other rulebook …"),
                    progress => other.Finish(period, (_, _) => { }, progress));
                var changes = Comparison.Of(results, changed);
                ComparisonFile.Write(changes, Say, Path.Combine(folder, ComparisonFile.Name), ForExcel);
                new ComparisonReport(changes, Say).WriteTable(Error);
            }
        }

        private Period PeriodOf(Period days) => days.IsEmpty && (From is null || To is null)
            ? Period.Empty
            : new Period(From ?? days.First, To ?? days.Last);
    }
}
