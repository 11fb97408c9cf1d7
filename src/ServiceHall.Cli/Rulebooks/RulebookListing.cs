using System.Globalization;
using ServiceHall.Replay;
using ServiceHall.Rules.Rulebook;
using Spectre.Console;

namespace ServiceHall.Cli.Rulebooks;

/// <summary>Lists what a rulebook says for a day, chapter by chapter, each value with its clause and our reading.</summary>
internal static class RulebookListing
{
    private const int Width = 150;

    public static void Write(HallRulebook rulebook, DateOnly day, Language say, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = Width;
        output.WriteLine(say.Of(
            $"《{rulebook.Name}》{rulebook.Edition}，{day:yyyy-MM-dd} 有效的规则",
            $"{rulebook.Name} {rulebook.Edition}: in force on {day:yyyy-MM-dd}"));
        var rules = rulebook.On(day);
        foreach (var (chapter, rows) in Values(rules)) WriteTable(console, say, chapter, rows);
        WriteTable(console, say, say.Of("扣分", "Deductions"), rules.Scoring.Items.Values.Where(item => item.IsDeduction).Select(Item));
        WriteTable(console, say, say.Of("加分", "Credits"), rules.Scoring.Items.Values.Where(item => !item.IsDeduction).Select(Item));
    }

    private sealed record Row(string Clause, string Title, string Value, string? Reading);

    private static void WriteTable(IAnsiConsole console, Language say, string chapter, IEnumerable<Row> rows)
    {
        var table = new Table().Border(TableBorder.Simple).Title(Markup.Escape(chapter)).AddColumns(
            say.Of("条款", "Clause"), say.Of("内容", "What"), say.Of("数值", "Value"), say.Of("说明、读法", "Note, reading"));
        foreach (var row in rows)
            table.AddRow(Markup.Escape(row.Clause), Markup.Escape(row.Title), Markup.Escape(row.Value), Markup.Escape(row.Reading ?? ""));
        console.Write(table);
    }

    private static IEnumerable<(string Chapter, IEnumerable<Row> Rows)> Values(RulesInForce rules)
    {
        var attendance = rules.Attendance;
        yield return ("考勤制度",
        [
            .. attendance.Seasons.Value.Select(season => new Row(
                attendance.Seasons.Basis.Clause, $"{season.Season}（{season.From} 至 {season.To}）",
                $"{season.Morning}，{season.Afternoon}", attendance.Seasons.Basis.Reading)),
            .. Rows(
                attendance.DayMinutes, attendance.OpenBefore, attendance.CloseAfter, attendance.LateLimit, attendance.ReviewAfter,
                attendance.AccuracyLimit, attendance.DefaultRadius, attendance.AwayCard, attendance.AwayWarning, attendance.ExplanationDays),
        ]);
        yield return ("请假制度",
        [
            .. rules.Leave.Tiers.Select(tier => new Row(
                tier.Basis.Clause, tier.Title,
                $"{Signers(tier.ForStaff)}；窗口负责人本人：{Signers(tier.ForLeader)}", tier.Basis.Reading)),
            .. Rows(rules.Leave.PersonalDaysInMonth),
            new Row(rules.Leave.TruancyLosesQuarter.Basis.Clause, rules.Leave.TruancyLosesQuarter.Title, rules.Leave.TruancyLosesQuarter.Value ? "是" : "否", null),
            .. rules.Leave.Kinds.Values.Select(kind => new Row(kind.Basis.Clause, kind.Title, Effects(kind), kind.Basis.Reading)),
        ]);
        yield return ("检查制度", Rows(
            rules.Inspection.JointRounds, rules.Inspection.EmptyPost, rules.Inspection.RepeatedComplaints, rules.Inspection.ObjectionDays));
        yield return ("考核制度",
        [
            new Row(rules.Scoring.Start.Basis.Clause, rules.Scoring.Start.Title, $"{rules.Scoring.Start.Value} {rules.Scoring.Start.Unit}", null),
            .. Rows(
                rules.Quarter.WindowCandidates, rules.Quarter.PersonCandidates, rules.Quarter.WindowWinnersLeast,
                rules.Quarter.WindowWinnersMost, rules.Quarter.PersonWinners,
                rules.Year.TruantDaysBar, rules.Year.SickAndPersonalBar, rules.Year.TruantDaysReturn),
        ]);
        yield return ("软环境建设警示通报告诫制度", Rows(
            rules.Instruments.CircularProblems, rules.Instruments.AnswerDays, rules.Instruments.TalkCirculars));
    }

    private static IEnumerable<Row> Rows(params Ruled<int>[] values) => values.Select(value => new Row(
        value.Basis.Clause, value.Title, string.Create(CultureInfo.InvariantCulture, $"{value.Value} {value.Unit}"), value.Basis.Reading));

    private static string Signers(IReadOnlyList<Approver> approvers) =>
        approvers.Count == 0 ? "不需签批" : string.Join("、", approvers.Select(approver => approver.Title()));

    private static string Effects(LeaveKind kind) =>
        (kind.CountsByMonth, kind.CountsInYear) switch
        {
            (true, _) => "计入每月事假和全年病事假",
            (_, true) => "计入全年病事假",
            _ => "不影响",
        } + (kind.KeepsFullMonth ? "" : "，当月不算满勤");

    private static Row Item(ScoreItem item)
    {
        var points = item.Levels is { } levels
            ? string.Join("，", levels.OrderBy(pair => pair.Key).Select(pair => $"{CreditLevels.Names[pair.Key].Title} {pair.Value}"))
            : $"{item.Points}";
        var notes = new[]
        {
            item.Note,
            item.ReminderFirst ? "首次提醒。" : "",
            item.NeedsVerification ? "须查实。" : "",
            item.Basis.Reading,
        };
        var subject = item.Subject switch
        {
            ItemSubject.Person => "个人",
            ItemSubject.Window => "窗口",
            _ => "个人或窗口",
        };
        return new Row(item.Basis.Clause, item.ToString(), $"{points} 分／{item.Per}，{subject}", string.Concat(notes));
    }
}
