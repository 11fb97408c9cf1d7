using System.Globalization;

namespace ServiceHall.Cli.Tests.Demo;

public class DemoFactsTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 5, 2 }, { 90, 24 }, { 300, 200 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_size_replays_without_a_fault_and_as_the_contract_reads(int staff, int windows)
    {
        using var run = Hall(staff, windows);

        BothReadings.Of(run.Facts, run.Results, $"hall demo --staff {staff} --windows {windows}");

        Assert.Equal(staff, run.Fact("staff.csv").Select(posting => posting["staff_id"]).Distinct().Count());
        Assert.Equal(windows, run.Fact("windows.csv").Count);
        Assert.NotEmpty(run.Result("attendance.csv"));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Whatever_is_named_is_there(int staff, int windows)
    {
        using var run = Hall(staff, windows);
        var sites = Ids("sites.csv", "site_id");
        var places = Ids("windows.csv", "window_id");
        var people = Ids("staff.csv", "staff_id");

        AllIn("windows.csv", "site_id", sites);
        AllIn("staff.csv", "window_id", places);
        AllIn("leave.csv", "staff_id", people);
        AllIn("leave.csv", "cover_id", people);
        AllIn("explanations.csv", "staff_id", people);
        AllIn("exemptions.csv", "site_id", sites);
        AllIn("exemptions.csv", "staff_id", people);
        foreach (var file in new[] { "findings.csv", "credits.csv" })
        {
            AllIn(file, "window_id", places);
            AllIn(file, "staff_id", people);
        }

        HashSet<string> Ids(string file, string column) => [.. run.Fact(file).Select(row => row[column])];

        void AllIn(string file, string column, HashSet<string> known) => Assert.All(
            run.Fact(file).Select(row => row[column]).Where(id => id.Length > 0), id => Assert.Contains(id, known));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Each_window_has_one_leader_a_unit_and_a_name_of_its_own(int staff, int windows)
    {
        using var run = Hall(staff, windows);
        var leaders = run.Fact("staff.csv").Where(posting => posting["role"] == "leader").Select(posting => posting["window_id"]);

        Assert.Equal(run.Fact("windows.csv").Select(window => window["window_id"]), leaders);
        Assert.All(run.Fact("windows.csv"), window => Assert.NotEmpty(window["unit"]));
        Assert.Equal(windows, run.Fact("windows.csv").Select(window => (window["unit"], window["name"])).Distinct().Count());
    }

    [Fact]
    public void Who_covers_is_posted_and_neither_away_nor_covering_somebody_else()
    {
        using var run = Hall(90, 24);
        var leave = run.Fact("leave.csv").Where(request => request["decision"] == "approved").ToList();
        var covers = run.Fact("leave.csv").Where(request => request["cover_id"].Length > 0).ToList();

        Assert.True(covers.Count > 100, $"{covers.Count} requests have cover.");
        foreach (var cover in covers)
        {
            Assert.NotEqual(cover["staff_id"], cover["cover_id"]);
            Assert.DoesNotContain(leave, own => own["staff_id"] == cover["cover_id"] && Overlap(own, cover));
            Assert.DoesNotContain(covers, other => other != cover && other["cover_id"] == cover["cover_id"] && Overlap(other, cover));
            Assert.Contains(run.Fact("staff.csv"), posting => posting["staff_id"] == cover["cover_id"]
                && string.CompareOrdinal(posting["from"], cover["from"][..10]) <= 0
                && (posting["to"].Length == 0 || string.CompareOrdinal(posting["to"], cover["to"][..10]) >= 0));
        }
    }

    [Fact]
    public void A_large_hall_numbers_its_people_so_that_they_sort()
    {
        using var run = DemoRun.Of("--staff", "12000", "--windows", "1200", "--from", "2026-07-01", "--to", "2026-07-01");
        var people = run.Fact("staff.csv").Select(posting => posting["staff_id"]).Distinct().ToList();

        Assert.Equal(people.Order(StringComparer.Ordinal), people);
        Assert.Equal("P12000", people[^1]);
        Assert.Equal("W1200", run.Fact("windows.csv")[^1]["window_id"]);
    }

    private static DemoRun Hall(int staff, int windows) => DemoRun.Of(
        "--staff", staff.ToString(CultureInfo.InvariantCulture), "--windows", windows.ToString(CultureInfo.InvariantCulture));

    private static bool Overlap(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        string.CompareOrdinal(one["from"], other["to"]) < 0 && string.CompareOrdinal(other["from"], one["to"]) < 0;
}
