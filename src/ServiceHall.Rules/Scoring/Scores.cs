using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Scoring;

/// <summary>The score of a person or a window in a quarter (考核 一). No cap, no floor.</summary>
/// <param name="Quarter">Which quarter.</param>
/// <param name="Subject">Whose.</param>
/// <param name="Deducted">Own points taken away, as a positive amount.</param>
/// <param name="Added">Own points added.</param>
/// <param name="Mean">A window: the mean of its people's scores; null for a person.</param>
/// <param name="AllDeducted">What decides between equal scores: a person's own; a window's own plus the mean of its people's.</param>
/// <param name="Value">The score, exact.</param>
/// <param name="Why">Clause and sentence; made when asked for.</param>
public sealed record Score(
    Quarter Quarter,
    Subject Subject,
    Points Deducted,
    Points Added,
    Fraction? Mean,
    Fraction AllDeducted,
    Fraction Value,
    Lazy<Reason> Why);

/// <summary>Adds up a quarter (考核 一): 100 and the entries for a person; the mean of its people and its own for a window.</summary>
public static class Scores
{
    /// <summary>
    /// The scores of a quarter: everybody posted on at least one day of it inside the period, then the windows at which
    /// somebody's last posting day in it lies.
    /// </summary>
    /// <param name="quarter">Which quarter.</param>
    /// <param name="period">Only days inside count.</param>
    /// <param name="roster">Who was where.</param>
    /// <param name="totals">The sums of the quarter's entries.</param>
    /// <param name="rulebook">For the points at the start, as in force on the quarter's first day.</param>
    public static IReadOnlyList<Score> Of(
        Quarter quarter, Period period, Roster roster, QuarterTotals totals, HallRulebook rulebook)
    {
        var days = quarter.Days.Within(period);
        var start = rulebook.On(quarter.Days.First).Scoring.Start;
        var people = new List<Score>();
        var windows = new Dictionary<WindowId, List<Score>>();
        foreach (var staff in roster.Staff)
        {
            if (LastWindow(staff, days, roster) is not { } window) continue;
            var score = OfPerson(quarter, staff, start, totals);
            people.Add(score);
            if (!windows.TryGetValue(window, out var there)) windows[window] = there = [];
            there.Add(score);
        }

        return [.. people, .. windows.OrderBy(pair => pair.Key).Select(pair => OfWindow(quarter, pair.Key, pair.Value, totals))];
    }

    private static WindowId? LastWindow(StaffId staff, Period days, Roster roster)
    {
        WindowId? last = null;
        foreach (var posting in roster.PostingsOf(staff))
        {
            if (!new Period(posting.From, posting.LastDay).Within(days).IsEmpty) last = posting.Window;
        }

        return last;
    }

    private static Score OfPerson(Quarter quarter, StaffId staff, Ruled<Points> start, QuarterTotals totals)
    {
        var subject = Subject.Of(staff);
        var (deducted, added) = totals.Of(subject);
        var value = start.Value - deducted + added;
        return new Score(
            quarter, subject, deducted, added, null, deducted.ToFraction(), value.ToFraction(),
            new Lazy<Reason>(() => new Reason(start.Basis, $"基础分 {start.Value}，扣 {deducted}，加 {added}，得 {value} 分。")));
    }

    private static Score OfWindow(Quarter quarter, WindowId window, List<Score> people, QuarterTotals totals)
    {
        var subject = Subject.Of(window);
        var (deducted, added) = totals.Of(subject);
        var mean = Mean(people, score => score.Value);
        var value = mean + (added - deducted).ToFraction();
        return new Score(
            quarter, subject, deducted, added, mean, deducted.ToFraction() + Mean(people, score => score.AllDeducted), value,
            new Lazy<Reason>(() => new Reason("考核 一", $"{people.Count} 人的平均分 {mean}，窗口扣 {deducted}，加 {added}，得 {value} 分。")));
    }

    private static Fraction Mean(List<Score> people, Func<Score, Fraction> value) =>
        people.Aggregate(Fraction.Zero, (sum, score) => sum + value(score)) / people.Count;
}
