using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Scoring;

/// <summary>What follows from a credit.</summary>
public enum CreditEffect
{
    /// <summary>Points are booked.</summary>
    Booked,

    /// <summary>待认定.</summary>
    Unrecognised,

    /// <summary>Another of the same matter, or of the same week, counts instead.</summary>
    CountedOnce,
}

/// <summary>A credit with what follows from it.</summary>
/// <param name="Credit">What was asked for.</param>
/// <param name="Item">The item in force on the day.</param>
/// <param name="Subject">Whose score it changes.</param>
/// <param name="Effect">What follows.</param>
/// <param name="Points">The points it has, whether or not they are booked.</param>
public sealed record JudgedCredit(Credit Credit, ScoreItem Item, Subject Subject, CreditEffect Effect, Points Points)
{
    /// <summary>Clause and sentence.</summary>
    public Reason Why => new(Item.Basis, Effect switch
    {
        CreditEffect.Unrecognised => $"{Item}：待科室认定，暂不加分。",
        CreditEffect.CountedOnce when Item.OncePer == OncePer.Week => $"{Item}：本周已计一次，不再加分。",
        CreditEffect.CountedOnce => $"{Item}：同一事项“{Credit.Matter}”已按最高的一次计分。",
        _ => $"{Item}{Level}{(Credit.IsStriking && Item.StrikingAdds is not null ? "，效果显著" : "")}：记 {Points} 分；加分记录 {Credit.Id}。",
    });

    private string Level => Credit.Level is { } level && Item.Levels is not null ? $"（{CreditLevels.Names[level].Title}）" : "";
}

/// <summary>Judges credits (考核 一(二)).</summary>
public static class CreditJudge
{
    /// <summary>
    /// Judges credits. What counts once (a matter in a quarter, a window's week) is decided among those given, so all of
    /// such a unit must be given together.
    /// </summary>
    public static IReadOnlyList<JudgedCredit> Judge(IEnumerable<Credit> credits, HallRulebook rulebook)
    {
        var judged = credits.Select(credit => Value(credit, rulebook)).ToList();
        var counting = judged.Where(credit => credit.Effect == CreditEffect.Booked)
            .GroupBy(Unit)
            .Select(unit => unit
                .OrderByDescending(credit => credit.Item.OncePer == OncePer.Matter ? credit.Points : Points.None)
                .ThenBy(credit => credit.Credit.Day)
                .ThenBy(credit => credit.Credit.Id, StringComparer.Ordinal)
                .First())
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. judged.Select(credit => credit.Effect == CreditEffect.Booked && !counting.Contains(credit)
            ? credit with { Effect = CreditEffect.CountedOnce }
            : credit)];
    }

    private static JudgedCredit Value(Credit credit, HallRulebook rulebook)
    {
        var item = rulebook.On(credit.Day).Scoring[credit.Code];
        var points = item.Points ?? item.Levels![credit.Level!.Value];
        if (credit.IsStriking) points += item.StrikingAdds ?? Points.None;
        return new JudgedCredit(
            credit, item, credit.SubjectUnder(item), credit.IsRecognised ? CreditEffect.Booked : CreditEffect.Unrecognised, item.Signed(points));
    }

    /// <summary>Credits with the same unit count once; a credit that counts by itself is a unit of its own.</summary>
    private static object Unit(JudgedCredit judged)
    {
        var credit = judged.Credit;
        return judged.Item.OncePer switch
        {
            OncePer.Matter when credit.Matter is { } matter => (credit.Code, judged.Subject, matter, Quarter.Of(credit.Day)),
            OncePer.Week => (credit.Code, judged.Subject, IsoWeek.Of(credit.Day)),
            _ => (credit.Code, credit.Id),
        };
    }
}
