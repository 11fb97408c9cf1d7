using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Inspection;

/// <summary>What follows from a finding.</summary>
public enum FindingEffect
{
    /// <summary>Points are booked.</summary>
    Booked,

    /// <summary>提醒: the first time of a general fault in a daily check (检查 四(二)).</summary>
    Reminder,

    /// <summary>待查实: it waits for verification and is as if it were not there.</summary>
    Unverified,
}

/// <summary>A finding with what follows from it.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Item">The item in force on the day.</param>
/// <param name="Subject">Whose score it changes.</param>
/// <param name="Effect">What follows.</param>
/// <param name="Points">The signed points; none for a reminder and while it is not verified.</param>
public sealed record JudgedFinding(Finding Finding, ScoreItem Item, Subject Subject, FindingEffect Effect, Points Points)
{
    /// <summary>Clause and sentence.</summary>
    public Reason Why => Effect switch
    {
        FindingEffect.Reminder => new("检查 四(二)", $"{Item}：本季度第一次，提醒，不扣分。"),
        FindingEffect.Unverified => new(Item.Basis, $"{Item}：待查实，暂不扣分。"),
        _ => new(Item.Basis, $"{Item}：{Each}{(Finding.Quantity == 1 ? "" : $" × {Finding.Quantity} {Item.Per}")}，记 {Points} 分；检查记录 {Finding.Id}。"),
    };

    private string Each => Finding.IsSevere && Item.SevereReplaces is { } instead ? $"情节严重，改扣 {instead} 分"
        : Finding.IsSevere && Item.SevereAdds is { } more ? $"扣 {Item.Points} 分，情节严重，另扣 {more} 分"
        : $"扣 {Item.Points} 分";
}

/// <summary>Judges findings (考核 一(一), 检查 四(二)).</summary>
public static class FindingJudge
{
    /// <summary>
    /// Judges findings. The unit is one subject, one item and one quarter: within it the earlier decide whether a later
    /// one is still a reminder, so all of a unit's findings must be given together.
    /// </summary>
    /// <returns>One for each finding, in the order of time, then of id.</returns>
    public static IReadOnlyList<JudgedFinding> Judge(IEnumerable<Finding> findings, HallRulebook rulebook)
    {
        var seen = new HashSet<(Subject Subject, string Code, Quarter Quarter)>();
        var judged = new List<JudgedFinding>();
        foreach (var finding in findings.OrderBy(finding => finding.FoundAt).ThenBy(finding => finding.Id, StringComparer.Ordinal))
        {
            var item = rulebook.On(finding.Day).Scoring[finding.Code];
            var subject = finding.SubjectUnder(item);
            if (item.NeedsVerification && !finding.IsVerified)
            {
                judged.Add(new JudgedFinding(finding, item, subject, FindingEffect.Unverified, Points.None));
                continue;
            }

            var isFirst = seen.Add((subject, finding.Code, Quarter.Of(finding.Day)));
            judged.Add(item.ReminderFirst && isFirst && finding.Inspection == InspectionKind.Daily
                ? new JudgedFinding(finding, item, subject, FindingEffect.Reminder, Points.None)
                : new JudgedFinding(finding, item, subject, FindingEffect.Booked, PointsOf(finding, item)));
        }

        return judged;
    }

    private static Points PointsOf(Finding finding, ScoreItem item)
    {
        var each = item.Points ?? throw new InvalidOperationException($"{item.Code} has no points of its own.");
        if (finding.IsSevere) each = item.SevereReplaces ?? each + (item.SevereAdds ?? Points.None);
        return item.Signed(each) * finding.Quantity;
    }
}
