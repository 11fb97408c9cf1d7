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
        ApprovalReminder = chapter.RuledWhole("approval_reminder"),
        ApprovalRaise = chapter.RuledWhole("approval_raise"),
        HallLeaderStandIn = !chapter.Has("hall_leader_stand_in") ? null : chapter.Ruled("hall_leader_stand_in", entry => entry.Word(
            "value", (Approver.SectionHead.Code(), Approver.SectionHead), (Approver.UnitLeader.Code(), Approver.UnitLeader))),
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

        // A request can reach over any day, so a kind can change but neither come nor go.
        if (!chapter.AllInForce("kinds"))
            chapter.Wrong("kinds", "有的日子缺少某个类别；第一个版本不写 from，各版本首尾相接。");
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
        var earlier = new List<LeaveTier>();
        foreach (var (level, tier) in tiers)
        {
            if (!codes.Add(tier.Code)) level.Wrong("tier", $"“{tier.Code}”出现了两次；每档只写一次。");
            if (earlier.Find(other => TakesAllOf(other, tier)) is { } first)
                level.Wrong("tier", $"永远轮不到这一档：符合它的都已归前面的“{first.Title}”；应放到那一档之前，或把上限写得比那一档大。");
            earlier.Add(tier);
        }

        if (tiers.Count == 0 || tiers[^1].Tier is not { UpToMinutes: null, UnderDays: null, OnlyAlone: false })
            node.Wrong("levels", "各档之间有空缺：最后一档应没有上限（不写 up_to_minutes、under_days、alone），否则更长的请假没有审批人。");
        node.Done();
        return [.. tiers.Select(pair => pair.Tier)];
    }

    /// <summary>Whether whatever falls under the later level falls under the earlier one, which is tried first.</summary>
    private static bool TakesAllOf(LeaveTier earlier, LeaveTier later) =>
        (earlier.UpToMinutes is null || later.UpToMinutes <= earlier.UpToMinutes)
        && (earlier.UnderDays is not { } bound || (later.UnderDays is { } days && days <= bound))
        && (!earlier.OnlyAlone || later.OnlyAlone);

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
