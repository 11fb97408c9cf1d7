using ServiceHall.Rules.Quantities;

namespace ServiceHall.Rules.Rulebook;

/// <summary>Reads the score items and holds each against what an item must be.</summary>
internal static class ScoringReader
{
    public static ScoringRules Read(RulebookNode file)
    {
        var items = new Dictionary<string, ScoreItem>(StringComparer.Ordinal);
        ReadItems(file, "deductions", isDeduction: true, items);
        ReadItems(file, "credits", isDeduction: false, items);
        var full = items.Values.Count(item => item.Source == ItemSource.Rule);
        if (full != 1) file.Wrong("credits", $"source 为 rule（全员满勤的月）的加分项有 {full} 个；应恰有 1 个。");
        return RulebookReader.Chapter(file.Child("scoring"), chapter => new ScoringRules
        {
            Start = chapter.Ruled("start", entry => new Points(entry.Whole("value", 0))),
            Items = items,
        });
    }

    private static void ReadItems(RulebookNode file, string key, bool isDeduction, Dictionary<string, ScoreItem> items)
    {
        foreach (var node in file.List(key))
        {
            var item = ReadItem(node, isDeduction);
            if (!items.TryAdd(item.Code, item)) node.Wrong("code", $"“{item.Code}”出现了两次；每个代码只写一次。");
            node.Done();
        }
    }

    private static ScoreItem ReadItem(RulebookNode node, bool isDeduction)
    {
        // What only a deduction, or only a credit, can have is not asked for on the other: there it is an unknown key.
        var severe = isDeduction ? node.OptionalChild("severe") : null;
        var striking = isDeduction ? null : node.OptionalChild("striking");
        var item = new ScoreItem
        {
            Code = node.Text("code"),
            Title = node.Text("title"),
            Note = node.Text("note"),
            Basis = node.Basis(),
            IsDeduction = isDeduction,
            Subject = node.Word("subject", ("person", ItemSubject.Person), ("window", ItemSubject.Window), ("either", ItemSubject.Either)),
            Source = isDeduction
                ? node.Word("source", ("finding", ItemSource.Finding), ("attendance", ItemSource.Attendance))
                : node.Word("source", ("credit", ItemSource.Credit), ("rule", ItemSource.Rule)),
            Points = node.Has("points") ? new Points(node.Positive("points")) : null,
            Levels = isDeduction ? null : ReadLevels(node),
            Per = node.Text("per"),
            NeedsVerification = isDeduction && node.OptionalFlag("verification"),
            ReminderFirst = isDeduction && node.OptionalFlag("reminder"),
            SevereReplaces = severe?.Has("replaces") == true ? new Points(severe.Positive("replaces")) : null,
            SevereAdds = severe?.Has("adds") == true ? new Points(severe.Positive("adds")) : null,
            StrikingAdds = striking is null ? null : new Points(striking.Positive("adds")),
            OncePer = !isDeduction && node.Has("once_per")
                ? node.Word("once_per", ("matter", OncePer.Matter), ("week", OncePer.Week))
                : OncePer.Each,
            LosesQuarter = isDeduction && node.OptionalFlag("loses_quarter"),
            NamesAnswerable = isDeduction && node.OptionalFlag("accountability"),
            ReportsAt = isDeduction ? node.OptionalWhole("reports_at", 1) : null,
        };
        severe?.Done();
        striking?.Done();
        Check(node, item, severe is not null);
        return item;
    }

    private static void Check(RulebookNode node, ScoreItem item, bool hasSevere)
    {
        if (item.Points is null && item.Levels is null)
            node.Wrong("points", "缺少分值；应写 points（一个数）或 levels（按级别）。");
        if (item.Points is not null && item.Levels is not null)
            node.Wrong("points", "points 与 levels 只能写一个。");
        if (hasSevere && item.SevereReplaces is null == item.SevereAdds is null)
            node.Wrong("severe", "应写 replaces（改扣）或 adds（另扣）中的一个。");
        if (item.Source == ItemSource.Rule && (item.Subject != ItemSubject.Window || item.Points is null))
            node.Wrong("source", "由考勤按月得出的加分是窗口的，且只有一个分值；应写 subject: window 和 points。");
        if (item.OncePer == OncePer.Week && item.Subject != ItemSubject.Window)
            node.Wrong("once_per", "每周一次（week）只用于窗口的加分；应写 subject: window。");
    }

    private static Dictionary<CreditLevel, Points>? ReadLevels(RulebookNode item)
    {
        if (item.OptionalChild("levels") is not { } node) return null;
        var levels = new Dictionary<CreditLevel, Points>();
        foreach (var word in node.Keys)
        {
            if (CreditLevels.Find(word) is { } level) levels[level] = new Points(node.Positive(word));
        }

        node.Done();
        if (levels.Count == 0)
        {
            item.Wrong("levels", "级别表是空的；应至少有一个级别。");
            return levels;
        }

        foreach (var (level, name) in CreditLevels.Names)
        {
            if (level > levels.Keys.Min() && level < levels.Keys.Max() && !levels.ContainsKey(level))
                item.Wrong("levels", $"级别表有空缺：缺少 {name.Code}（{name.Title}）。");
        }

        return levels;
    }
}
