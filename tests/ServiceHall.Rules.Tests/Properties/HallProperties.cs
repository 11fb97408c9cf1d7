using System.Globalization;
using System.Text.RegularExpressions;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Rules.Tests.Rulebook;

namespace ServiceHall.Rules.Tests.Properties;

/// <summary>What holds for every hall.</summary>
public partial class HallProperties
{
    [Fact]
    public void The_order_in_which_facts_are_given_does_not_matter() => Property.Holds(seed =>
    {
        var (hall, shuffled) = (RandomHall.Of(seed), RandomHall.Of(seed));
        var chance = new Random(seed);
        Shuffle(shuffled.Punches, chance);
        Shuffle(shuffled.Leave, chance);
        Shuffle(shuffled.Findings, chance);
        Shuffle(shuffled.Credits, chance);
        Shuffle(shuffled.Explanations, chance);
        Shuffle(shuffled.Postings, chance);
        return All(hall.Run(RandomHall.Days)).SequenceEqual(All(shuffled.Run(RandomHall.Days)));
    });

    [Fact]
    public void An_unrelated_person_changes_nobodys_points() => Property.Holds(seed =>
    {
        var (hall, larger) = (RandomHall.Of(seed), RandomHall.Of(seed));
        larger.Windows.Add(new Window(new WindowId("W9"), "别的单位", null));
        larger.Postings.Add(Notation.Posting("9999 W9"));
        larger.Punches.Add(new Punch(new StaffId("9999"), Notation.Time("2026-09-22T09:00"), PunchAction.In, null, ShowedCode: false));
        larger.Findings.Add(new FindingFact { Id = "F99", At = "2026-09-22T09:00", Window = "W9", Staff = "9999", Code = "K1.2a" }.ToFinding());

        var after = larger.Run(RandomHall.Days);

        return Shown(hall.Run(RandomHall.Days).Scores)
            .SequenceEqual(Shown(after.Scores.Where(score => score.Subject.Id is not ("9999" or "W9"))));
    });

    [Fact]
    public void A_days_entries_are_those_of_its_sessions() => Property.Holds(seed =>
    {
        var hall = RandomHall.Of(seed);
        var whole = hall.Run(RandomHall.Days).Entries.Where(entry => entry.Source == EntrySource.Attendance).Select(Text);
        // Each session alone: a hall in which only its punches and explanations are told.
        var single = RandomHall.Days.Days.SelectMany(day => DayParts.All.SelectMany(part =>
        {
            var alone = RandomHall.Of(seed);
            var noon = LocalMinute.At(day, new TimeOnly(12, 45));
            alone.Punches.RemoveAll(punch => punch.Minute.Day != day || punch.Minute < noon != (part == DayPart.Morning));
            return alone.Run(new Period(day, day)).Entries
                .Where(entry => entry.Source == EntrySource.Attendance && entry.Reference.Contains($"/{part.Code()}/", StringComparison.Ordinal)).Select(Text);
        }));
        return whole.Order(StringComparer.Ordinal).SequenceEqual(single.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void A_rulebook_with_twice_the_points_gives_twice_the_deductions()
    {
        var doubled = Edited.Rulebook(PointsOfItems().Replace(HallRulebook.BuiltInText, match =>
            match.Groups["key"].Value + (2 * int.Parse(match.Groups["points"].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(new Points(10), doubled.On(RandomHall.Days.First).Scoring["K1.8"].Points);

        Property.Holds(seed =>
        {
            var (once, twice) = (RandomHall.Of(seed).Run(RandomHall.Days), RandomHall.Of(seed, doubled).Run(RandomHall.Days));
            return once.Scores.Select(score => (score.Quarter, score.Subject, score.Deducted * 2, score.AllDeducted * 2))
                .SequenceEqual(twice.Scores.Select(score => (score.Quarter, score.Subject, score.Deducted, score.AllDeducted)));
        });
    }

    [Fact]
    public void The_deductions_and_credits_of_all_subjects_are_the_sum_of_the_ledger() => Property.Holds(seed =>
    {
        var outcome = RandomHall.Of(seed).Run(RandomHall.Days);
        return outcome.Scores.Where(score => score.Subject.Kind == SubjectKind.Person).All(score =>
            score.Value == (new Points(100) + Sum(outcome.Entries.Where(entry =>
                entry.Subject == score.Subject && Quarter.Of(entry.BookedOn) == score.Quarter))).ToFraction());
    });

    private static Points Sum(IEnumerable<LedgerEntry> entries) => entries.Aggregate(Points.None, (sum, entry) => sum + entry.Points);

    private static IEnumerable<string> Shown(IEnumerable<Score> scores) =>
        scores.Select(score => $"{score.Quarter} {score.Subject} {score.Deducted} {score.Added} {score.Value}");

    private static IEnumerable<string> All(Outcome outcome) =>
    [
        .. outcome.Sessions.Select(session => $"{session.Posting.Staff} {session.Session} {session.Status} {session.Kept} {session.LateMinutes} {session.EarlyMinutes} {session.Cover?.Leave?.Id}"),
        .. outcome.Entries.Select(Text).Order(StringComparer.Ordinal),
        .. Shown(outcome.Scores),
        .. outcome.Scores.Select(score => score.Quarter).Distinct().SelectMany(quarter => new[] { SubjectKind.Person, SubjectKind.Window }
            .SelectMany(kind => outcome.Places(quarter, kind)))
            .Select(place => $"{place.Rank} {place.Score.Subject} {string.Join(';', place.Bars.Select(bar => bar.Code))} {place.IsCandidate}"),
        .. outcome.Year(2026).Select(year => $"{year.Staff} {year.TruantDays} {year.SickDays} {year.PersonalDays}"),
    ];

    private static string Text(LedgerEntry entry) =>
        $"{entry.BookedOn:O} {entry.Subject} {entry.Code} {entry.Reference} {entry.Window} {entry.Points}";

    private static void Shuffle<T>(List<T> list, Random chance) => chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));

    /// <summary>The points of an item, of a level, of a serious or a striking case.</summary>
    [GeneratedRegex(@"(?<key>(points|replaces|adds|hall|municipal|provincial|national): )(?<points>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PointsOfItems();
}
