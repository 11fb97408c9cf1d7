using System.CommandLine;
using ServiceHall.Cli.Replay;
using ServiceHall.Replay;
using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary><c>hall demo</c>: invents a plausible hall and writes it as facts that <c>hall replay</c> reads.</summary>
internal static class DemoCommand
{
    private const int MostPeople = 1_000_000;
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    public static Command Create(Language say, TextWriter error)
    {
        var output = new Option<string>("--out") { Required = true, Description = say.Of("事实文件夹；应不存在或是空的", "the folder of facts; must not exist or be empty") };
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1, Description = say.Of("随机种子；参数都相同，文件就逐字节相同", "the seed; the same options give the same files, byte by byte") };
        var staff = new Option<int>("--staff") { DefaultValueFactory = _ => 90, Description = say.Of("多少人；每个窗口至少 1 人", "how many people; at least 1 for each window") };
        var windows = new Option<int>("--windows") { DefaultValueFactory = _ => 24, Description = say.Of("多少个窗口", "how many windows") };
        var from = new Option<string>("--from") { DefaultValueFactory = _ => "2026-07-01", Description = say.Of("第一天", "the first day") };
        var to = new Option<string>("--to") { DefaultValueFactory = _ => "2026-11-19", Description = say.Of("最后一天（含）", "the last day, included") };
        var command = new Command("demo", say.Of(
            "编一个像样的大厅（人、窗口和坐标都是虚构的），写成 hall replay 能读的事实。例：./hall demo --out facts/ --staff 90 --windows 24 --from 2026-07-01 --to 2026-09-30",
            "Invents a plausible hall (people, windows and coordinates are made up) as facts for hall replay. Example: ./hall demo --out facts/ --staff 90 --windows 24 --from 2026-07-01 --to 2026-09-30"))
        {
            output, seed, staff, windows, from, to,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(output)!,
            new DemoSettings(
                parsed.GetValue(seed),
                parsed.GetValue(staff),
                parsed.GetValue(windows),
                new Period(
                    CommandDay.Read(parsed.GetValue(from), "--from", say)!.Value,
                    CommandDay.Read(parsed.GetValue(to), "--to", say)!.Value)),
            say,
            error));
        return command;
    }

    private static int Run(string output, DemoSettings settings, Language say, TextWriter error)
    {
        Refuse(settings, say);
        var calendar = new DemoCalendar(settings.Period);
        var (first, last) = (settings.Period.First, settings.Period.Last);
        if (calendar.Workdays.Count == 0)
            throw new CommandFault(say.Of($"{first:yyyy-MM-dd} 到 {last:yyyy-MM-dd} 没有工作日；请加长 --from 到 --to。", $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd} has no workday; choose more days."));
        foreach (var year in calendar.Unannounced)
        {
            error.WriteLine(say.Of(
                $"提示：{year} 年的放假安排未公布，周一到周五都按工作日编写。",
                $"Note: the holidays of {year} are not announced; Monday to Friday are taken as workdays."));
        }

        using var folder = OutFolder.Beside(output, say);
        var stages = new Stages(error);
        var hall = stages.Run(say.Of("安排人员、请假、检查……", "Arranging people, leave, inspection …"), _ => DemoHall.Arrange(settings, calendar));
        stages.Run(say.Of("写出打卡……", "Writing punches …"), progress =>
        {
            hall.Write(new DemoFacts(folder.Path), progress);
            return 0;
        });
        folder.Keep(say);
        error.WriteLine(say.Of($"事实在 {output}。下一步：./hall replay --in {output} --out 结果文件夹", $"The facts are in {output}. Next: ./hall replay --in {output} --out results/"));
        return 0;
    }

    private static void Refuse(DemoSettings settings, Language say)
    {
        var (staff, windows) = (settings.Staff, settings.Windows);
        if (windows < 1 || staff > MostPeople)
            throw new CommandFault(say.Of($"--windows 至少为 1，--staff 至多为 {MostPeople}。", $"--windows is at least 1, --staff at most {MostPeople}."));
        if (staff < windows)
            throw new CommandFault(say.Of($"{staff} 人站不满 {windows} 个窗口；每个窗口至少 1 人，请加大 --staff 或减少 --windows。", $"{staff} people cannot staff {windows} windows; each needs at least 1, so raise --staff or lower --windows."));
        if (settings.Period.IsEmpty)
            throw new CommandFault(say.Of("--from 晚于 --to；请调换。", "--from is after --to; swap them."));
        if (settings.Period.First.Year < FirstYear || settings.Period.Last.Year > LastYear)
            throw new CommandFault(say.Of($"--from 和 --to 应在 {FirstYear} 年到 {LastYear} 年之间。", $"--from and --to must lie between {FirstYear} and {LastYear}."));
    }
}
