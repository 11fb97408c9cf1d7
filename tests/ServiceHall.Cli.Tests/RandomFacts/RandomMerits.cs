using System.Globalization;

namespace ServiceHall.Cli.Tests.RandomFacts;

/// <summary>Findings and credits, crowded on a few moments, people, matters and weeks, so that they meet.</summary>
internal sealed class RandomMerits(Dice dice, FactFiles files, RandomPlaces places)
{
    private static readonly string[] ReminderCodes = ["K1.2a", "K1.2b", "K2.1", "K2.3a", "K3.2", "K3.3"];

    private static readonly string[] Codes =
    [
        "K1.2a", "K1.2b", "K1.3a", "K1.3b", "K1.3c", "K1.4a", "K1.4b", "K1.5", "K1.6", "K1.7a", "K1.7b", "K1.8", "K2.1",
        "K2.2", "K2.3a", "K2.3b", "K3.1", "K3.2", "K3.3", "K4.1a", "K4.1b", "K4.2", "K4.3", "K4.4", "K4.5",
    ];

    private readonly List<string> _windows = [.. places.SiteOfWindow.Keys];

    internal void Inspect()
    {
        var names = new RandomNames(dice);
        List<DateTime> moments = [.. Enumerable.Range(0, 12).Select(_ => AnyMoment())];
        List<string> watched = [.. Enumerable.Range(0, 4).Select(_ => dice.OneOf(places.Staff))];
        for (var count = Count(2); count > 0; count--)
        {
            var foundAt = dice.Percent(60) ? dice.OneOf(moments) : AnyMoment();
            var staff = dice.Weighted((5, dice.OneOf(watched)), (3, dice.OneOf(places.Staff)), (2, ""));
            files.Add("findings.csv", names.Next("F"), RandomHall.Time(foundAt),
                dice.Weighted((12, "daily"), (1, "joint"), (1, "unannounced"), (1, "patrol"), (1, "report")),
                WindowFor(staff, DateOnly.FromDateTime(foundAt)), staff,
                dice.Percent(50) ? dice.OneOf(ReminderCodes) : dice.OneOf(Codes),
                dice.Weighted((7, ""), (2, "1"), (2, dice.Between(2, 9).ToString(CultureInfo.InvariantCulture)), (1, "1000")),
                dice.Truth(25), dice.Truth(60));
        }
    }

    internal void Praise()
    {
        var names = new RandomNames(dice);
        List<string> praised = [.. Enumerable.Range(0, 3).Select(_ => dice.OneOf(places.Staff))];
        List<DateOnly> days = [.. Enumerable.Range(0, 8).Select(_ => places.AnyTellingDay())];
        for (var count = Count(1); count > 0; count--)
        {
            var on = dice.Percent(60) ? dice.OneOf(days) : places.AnyDay();
            var code = dice.OneOf(["J1", "J2", "J2", "J2", "J3", "J4a", "J4b", "J5", "J6", "J7", "J7", "J7"]);
            var level = code switch
            {
                "J1" or "J2" => dice.OneOf(["municipal", "provincial", "national"]),
                "J6" => dice.OneOf(["hall", "municipal", "provincial"]),
                _ => "",
            };
            var staff = code == "J4b" || dice.Percent(55) ? dice.OneOf(praised) : "";
            files.Add("credits.csv", names.Next("C"), RandomHall.Day(on), WindowFor(staff, on), staff, code, level,
                dice.Truth(40), dice.Truth(85), dice.OneOf(["", "", "锦旗", "锦旗", "创城", "matter, with comma"]));
        }
    }

    private int Count(int forEach) => places.IsQuiet
        ? dice.Between(0, 3)
        : dice.Weighted((1, 0), (9, dice.Between(1, 3 + forEach * places.Staff.Count)));

    /// <summary>Mostly where the person is posted, sometimes elsewhere.</summary>
    private string WindowFor(string staff, DateOnly day) =>
        places.PostOf(staff, day) is { } post && dice.Percent(70) ? post.Window : dice.OneOf(_windows);

    private DateTime AnyMoment() => places.AnyTellingDay().ToDateTime(TimeOnly.MinValue)
        .AddSeconds(dice.Weighted((1, 0), (1, 86_399), (6, dice.Between(8 * 3600, 18 * 3600))));
}
