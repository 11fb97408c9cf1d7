using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli.Demo;

/// <summary>A finding; see the columns of <c>findings.csv</c>.</summary>
internal sealed record DemoFinding(DateTime At, string Inspection, DemoWindow Window, DemoPerson? Person, ScoreItem Item)
{
    public int Quantity { get; init; } = 1;
    public bool Severe { get; init; }
    public bool Verified { get; init; }
}

/// <summary>What inspectors write down: mostly general faults, sometimes again at the same window, rarely grave ones.</summary>
internal sealed class DemoFindings
{
    /// <summary>Visits with a finding, in ten thousand for a window and a workday.</summary>
    private const int Visits = 350;

    private static readonly string[] Inspections = ["daily", "joint", "unannounced", "patrol", "report"];
    private static readonly int[] InspectionWeights = [62, 22, 6, 6, 4];

    private readonly DemoSettings _settings;
    private readonly DemoCalendar _calendar;
    private readonly DemoPeople _people;
    private readonly DemoDice _dice;
    private readonly List<DemoFinding> _found = [];

    public DemoFindings(DemoSettings settings, DemoCalendar calendar, DemoPeople people)
    {
        _settings = settings;
        _calendar = calendar;
        _people = people;
        _dice = new DemoDice(settings.Seed, DemoTopic.Findings);
    }

    /// <summary>By time.</summary>
    public IReadOnlyList<DemoFinding> Make(IReadOnlyList<DemoWindow> windows)
    {
        foreach (var window in windows) Visit(window);
        if (_settings.HoldsEverything) TellStories(windows);
        return [.. _found.OrderBy(finding => finding.At)];
    }

    private void Visit(DemoWindow window)
    {
        DemoFinding? last = null;
        foreach (var day in _calendar.Workdays)
        {
            if (!_dice.Chance(Visits)) continue;
            var items = ItemsOn(day);
            var again = last is not null && _dice.Chance(4_500);
            var item = again ? last!.Item : items[_dice.PickWeighted([.. items.Select(WeightOf)])];
            last = Find(day, window, item, again ? last!.Person : null, unnamed: _dice.Chance(800)) ?? last;
        }
    }

    /// <summary>
    /// Each way in which a finding counts, at least once: again after a reminder, serious, verified and not, several
    /// pieces, and as often as has a consequence.
    /// </summary>
    private void TellStories(IReadOnlyList<DemoWindow> windows)
    {
        foreach (var item in ItemsOn(_calendar.Period.First))
        {
            if (FindSomewhere(windows, item) is not { } first) continue;
            if (item.LosesQuarter) _found[^1] = first with { Verified = true };
            var days = _calendar.Workdays.SkipWhile(day => day <= DateOnly.FromDateTime(first.At));
            foreach (var day in days.Take((item.ReportsAt ?? (item.ReminderFirst ? 2 : 1)) - 1))
                Find(day, first.Window, item, first.Person, unnamed: false);

            if (item is not { SevereReplaces: null, SevereAdds: null } && FindSomewhere(windows, item) is { } serious)
                _found[^1] = serious with { Severe = true, Verified = true };
        }
    }

    /// <summary>A finding on some day at some window, wherever somebody is; null where hardly anybody ever is.</summary>
    private DemoFinding? FindSomewhere(IReadOnlyList<DemoWindow> windows, ScoreItem item)
    {
        const int Tries = 100;
        for (var tried = 0; tried < Tries; tried++)
        {
            if (Find(_dice.Pick(_calendar.Workdays), _dice.Pick(windows), item, null, unnamed: false) is { } found) return found;
        }

        return null;
    }

    private DemoFinding? Find(DateOnly day, DemoWindow window, ScoreItem item, DemoPerson? again, bool unnamed)
    {
        var session = _calendar.At(day, _dice.Pick(DayParts.All));
        var minute = session.Hours.Start + _dice.Below((int)session.Hours.Minutes);
        var there = _people.At(window)
            .Where(person => person.On(day)?.Window == window && !person.IsAway(new Interval(minute, minute + 1))).ToList();
        if (there.Count == 0) return null;
        var named = again is not null && there.Contains(again) ? again : _dice.Pick(there);
        var finding = new DemoFinding(
            minute.ToDateTime().AddSeconds(_dice.Below(60)),
            item.NeedsVerification ? "report" : Inspections[_dice.PickWeighted(InspectionWeights)],
            window,
            item.Subject == ItemSubject.Window || unnamed ? null : named,
            item)
        {
            Quantity = item.Per == "次" ? 1 : _dice.Between(1, 3),
            Severe = _dice.Chance(item is { SevereReplaces: null, SevereAdds: null } ? 100 : 2_000),
            Verified = item.NeedsVerification && _dice.Chance(6_000),
        };
        _found.Add(finding);
        return finding;
    }

    private List<ScoreItem> ItemsOn(DateOnly day) =>
    [
        .. _calendar.Rulebook.On(day).Scoring.Items.Values
            .Where(item => item.Source == ItemSource.Finding)
            .OrderBy(item => item.Code, StringComparer.Ordinal),
    ];

    private static int WeightOf(ScoreItem item) => item switch
    {
        { LosesQuarter: true } or { ReportsAt: not null } or { NamesAnswerable: true } => 1,
        { NeedsVerification: true } => 3,
        { ReminderFirst: true } => 14,
        _ => 5,
    };
}
