using System.Globalization;
using ServiceHall.Replay;
using ServiceHall.Replay.Compare;
using ServiceHall.Rules.People;
using Spectre.Console;

namespace ServiceHall.Cli.Compare;

/// <summary>Shows the beginning of a comparison as a table on the terminal.</summary>
internal sealed class ComparisonReport(IReadOnlyList<Change> changes, Language say)
{
    private const int RowsOnTerminal = 40;
    private const int TerminalWidth = 110;

    public void WriteTable(TextWriter terminal)
    {
        if (changes.Count == 0)
        {
            terminal.WriteLine(Comparison.Sentence(changes, say));
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = TerminalWidth;
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            say.Of("季度", "Quarter"), say.Of("对象", "Subject"), say.Of("分数", "Score"), say.Of("增减", "Gain"),
            say.Of("名次", "Rank"), say.Of("评优资格", "Eligible"), say.Of("测评人选", "Candidate"), say.Of("结果", "Result"));
        foreach (var change in changes.Take(RowsOnTerminal))
        {
            table.AddRow(
                change.Quarter.ToString(),
                Markup.Escape(Name(change.Subject)),
                $"{change.Before.Score.Value} → {change.After.Score.Value}",
                change.Gain.Rounded().ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
                $"{change.Before.Rank} → {change.After.Rank}",
                FromTo(change.Before.IsEligible, change.After.IsEligible),
                FromTo(change.Before.IsCandidate, change.After.IsCandidate),
                change.Verdict(say));
        }

        console.Write(table);
        if (changes.Count > RowsOnTerminal)
            terminal.WriteLine(say.Of($"……另有 {changes.Count - RowsOnTerminal} 行，全部在 compare.csv。", $"… {changes.Count - RowsOnTerminal} more rows; all are in compare.csv."));
        terminal.WriteLine(Comparison.Sentence(changes, say));
    }

    private string Name(Subject subject) =>
        (subject.Kind == SubjectKind.Person ? say.Of("个人 ", "person ") : say.Of("窗口 ", "window ")) + subject.Id;

    private string FromTo(bool before, bool after) => before == after ? Yes(before) : $"{Yes(before)} → {Yes(after)}";

    private string Yes(bool value) => value ? say.Of("有", "yes") : say.Of("无", "no");
}
