using ServiceHall.Rules.Quantities;

namespace ServiceHall.Rules.Rulebook;

/// <summary>Reads the chapter 请假 and holds its levels against one another.</summary>
internal static class LeaveReader
{
    public static LeaveRules Read(RulebookNode? node) => RulebookReader.Chapter(node, chapter => new LeaveRules
    {
        Kinds = ReadKinds(chapter),
        Tiers = chapter.Child("tiers") is { } tiers ? ReadTiers(chapter, tiers) : [],
        PersonalDaysInMonth = chapter.RuledWhole("personal_days_in_month"),
        TruancyLosesQuarter = chapter.Ruled("truancy_loses_quarter", entry => entry.Flag("value")),
    });

    private static Dictionary<string, LeaveKind> ReadKinds(RulebookNode chapter)
    {
        var kinds = new Dictionary<string, LeaveKind>(StringComparer.Ordinal);
        foreach (var node in chapter.List("kinds"))
        {
            var kind = new LeaveKind(
                node.Text("code"), node.Text("title"), node.Flag("monthly_limit"), node.Flag("year"),
                node.Flag("full_month"), node.Flag("chain"), node.Basis());
            if (!kinds.TryAdd(kind.Code, kind)) node.Wrong("code", $"“{kind.Code}”出现了两次；每个类别只写一次。");
            node.Done();
        }

        return kinds;
    }

    private static List<LeaveTier> ReadTiers(RulebookNode chapter, RulebookNode node)
    {
        if (!node.InForce)
        {
            chapter.Wrong("tiers", "有的日子没有版本在用；第一个版本不写 from，各版本首尾相接。");
            return [];
        }

        node.Text("title");
        node.Basis();
        var tiers = node.List("levels").Select(level => (Node: level, Tier: ReadTier(level))).ToList();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        LeaveTier? before = null;
        foreach (var (level, tier) in tiers)
        {
            if (!codes.Add(tier.Code)) level.Wrong("tier", $"“{tier.Code}”出现了两次；每档只写一次。");
            if (before is { UpToMinutes: null, UnderDays: null, OnlyAlone: false })
                level.Wrong("tier", $"永远轮不到这一档：前一档“{before.Title}”没有上限。没有上限的一档应在最后。");
            if (tier.UpToMinutes <= before?.UpToMinutes)
                level.Wrong("up_to_minutes", $"应大于前一档的 {before.UpToMinutes}。");
            if (tier.UnderDays is { } days && before?.UnderDays is { } less && days <= less)
                level.Wrong("under_days", $"应大于前一档的 {less}。");
            before = tier;
        }

        if (before is null or not { UpToMinutes: null, UnderDays: null, OnlyAlone: false })
            node.Wrong("levels", "各档之间有空缺：最后一档应没有上限（不写 up_to_minutes、under_days、alone），否则更长的请假没有审批人。");
        node.Done();
        return [.. tiers.Select(pair => pair.Tier)];
    }

    private static LeaveTier ReadTier(RulebookNode node)
    {
        var tier = new LeaveTier(
            node.Text("tier"), node.Text("title"), node.OptionalWhole("up_to_minutes", 0), node.OptionalFlag("alone"),
            node.Has("under_days") ? Fraction.Of(node.Positive("under_days")) : null,
            ReadApprovers(node, "staff"), ReadApprovers(node, "leader"), node.Basis());
        node.Done();
        return tier;
    }

    private static List<Approver> ReadApprovers(RulebookNode node, string key)
    {
        var approvers = new List<Approver>();
        foreach (var word in node.Words(key))
        {
            if (Approvers.Names.Where(name => name.Value.Code == word).Select(name => (Approver?)name.Key).FirstOrDefault() is not { } approver)
                node.Wrong(key, $"不认识审批人“{word}”；应是 {string.Join("、", Approvers.Names.Values.Select(name => name.Code))} 之一。");
            else if (approvers.Contains(approver))
                node.Wrong(key, $"审批人“{word}”写了两次。");
            else
                approvers.Add(approver);
        }

        return approvers;
    }
}
