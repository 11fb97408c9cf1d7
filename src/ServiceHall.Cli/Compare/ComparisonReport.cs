using System.Globalization;
using CsvHelper;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Ranking;
using Spectre.Console;

namespace ServiceHall.Cli.Compare;

/// <summary>Shows a comparison: all of it as <c>compare.csv</c>, its beginning as a table on the terminal.</summary>
internal sealed class ComparisonReport(IReadOnlyList<Change> changes, Language say)
{
    private const int RowsOnTerminal = 40;
    private const int TerminalWidth = 110;

    public void WriteCsv(string path, bool forExcel)
    {
        using var file = CsvWriter.Create(File.Create(path), new CsvWriterOptions
        {
            NewLine = "\n",
            TrueValue = "true",
            FalseValue = "false",
            WriteByteOrderMark = forExcel,
        });
        file.WriteHeader(
            "quarter", "subject_kind", "subject_id", "score_before", "score_after", "gain", "rank_before", "rank_after",
            "reasons_before", "reasons_after", "candidate_before", "candidate_after", "verdict");
        foreach (var change in changes)
        {
            file.WriteField(change.Quarter.ToString());
            file.WriteField(change.Subject.KindCode);
            file.WriteField(change.Subject.Id);
            file.WriteField(change.Before.Score.Value.ToString());
            file.WriteField(change.After.Score.Value.ToString());
            file.WriteField(change.Gain.ToString());
            file.WriteField(change.Before.Rank);
            file.WriteField(change.After.Rank);
            file.WriteField(Reasons(change.Before));
            file.WriteField(Reasons(change.After));
            file.WriteField(change.Before.IsCandidate);
            file.WriteField(change.After.IsCandidate);
            file.WriteField(change.Verdict(say));
            file.EndRecord();
        }
    }

    public void WriteTable(TextWriter terminal)
    {
        if (changes.Count == 0)
        {
            terminal.WriteLine(say.Of("换用另一本规则册，分数、名次、资格和测评人选都不变。", "The other rulebook changes no score, rank, eligibility or candidate."));
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
        var verdicts = changes.CountBy(change => change.Verdict(say)).Select(pair => $"{pair.Key} {pair.Value}");
        terminal.WriteLine(say.Of($"有变化的共 {changes.Count} 个：{string.Join("，", verdicts)}。", $"{changes.Count} change: {string.Join(", ", verdicts)}."));
    }

    private string Name(Subject subject) =>
        (subject.Kind == SubjectKind.Person ? say.Of("个人 ", "person ") : say.Of("窗口 ", "window ")) + subject.Id;

    private string FromTo(bool before, bool after) => before == after ? Yes(before) : $"{Yes(before)} → {Yes(after)}";

    private string Yes(bool value) => value ? say.Of("有", "yes") : say.Of("无", "no");

    private static string Reasons(Place place) => string.Join(';', place.Bars.Select(bar => bar.Code));
}
