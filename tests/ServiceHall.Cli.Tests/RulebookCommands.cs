namespace ServiceHall.Cli.Tests;

/// <summary>A hall tries a changed rule before it takes effect.</summary>
public sealed class RulebookCommands(CommandFixture hall) : IClassFixture<CommandFixture>
{
    private const string Lateness = "title: 迟到、早退, note: 迟到、早退，或有签到而未签退。, subject: person, points: 1";

    [Fact]
    public void The_built_in_rulebook_is_sound_and_can_be_copied()
    {
        var text = hall.Run("rulebook", "text");
        Assert.Equal(ServiceHall.Rules.Rulebook.HallRulebook.BuiltInText, text.Output);

        var check = hall.Run("rulebook", "check", hall.Rulebook());
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("可用", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_faulty_rulebook_is_refused_with_file_line_and_key()
    {
        var file = hall.Rulebook((Lateness, Lateness.Replace("points: 1", "note2: x", StringComparison.Ordinal)));
        var check = hall.Run("rulebook", "check", file);
        Assert.Equal(2, check.ExitCode);
        Assert.Matches($@"(?m)^{Path.GetFileName(file)}:\d+: deductions\[1\]\.points: 缺少分值", check.Error);

        var results = hall.NewFolder("results");
        Assert.Equal(2, hall.Run("replay", "--in", hall.Facts, "--out", results, "--rulebook", file).ExitCode);
        Assert.False(Directory.Exists(results));
    }

    [Fact]
    public void A_rulebook_that_is_not_there_is_said_so()
    {
        var check = hall.Run("rulebook", "check", "没有.yaml");
        Assert.Equal(2, check.ExitCode);
        Assert.Contains("没有.yaml", check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_force_on_a_day_is_shown_with_clauses_and_readings()
    {
        var file = hall.Rulebook((
            "    clause: 考勤 一(二)\n    reading: 迟到满 60 分钟仍是迟到，61 分钟起是缺勤半天。\n    unit: 分钟\n    value: 60",
            "    unit: 分钟\n    versions:\n      - { clause: 考勤 一(二), value: 60 }\n      - { from: 2026-08-15, clause: 2026 年修订 第三条, value: 30 }"));
        var before = hall.Run("rulebook", "show", "--rulebook", file, "--on", "2026-08-14").Output;
        var after = hall.Run("rulebook", "show", "--rulebook", file, "--on", "2026-08-15").Output;
        Assert.Matches(@"考勤 一\(二\) +迟到与缺勤半天的界限 +60 分钟", before);
        Assert.Matches(@"2026 年修订 第三条 +迟到与缺勤半天的界限 +30 分钟", after);
        Assert.Contains("原文只写夏季、冬季", before, StringComparison.Ordinal);
        Assert.Contains("2026-08-15 起有变动", hall.Run("rulebook", "check", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lateness_at_two_points_costs_the_late_one_point_more_each_time_and_helps_nobodys_score()
    {
        var other = hall.Rulebook((Lateness, Lateness.Replace("points: 1", "points: 2", StringComparison.Ordinal)));
        var results = hall.NewFolder("results");
        var run = hall.Run("replay", "--in", hall.Facts, "--out", results, "--compare", other);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);

        var late = Rows(results, "ledger.csv").Where(row => row[3] == "K1.1a").CountBy(row => row[2]).ToDictionary();
        Assert.NotEmpty(late);
        var people = Rows(results, "compare.csv").Where(row => row[1] == "person").ToDictionary(row => row[2]);
        foreach (var (person, times) in late)
            Assert.Equal($"-{times}.00", people[person][5]);
        Assert.All(people.Values.Where(row => !late.ContainsKey(row[2])), row => Assert.Equal("0.00", row[5]));
        Assert.Contains("受损", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_results_beside_a_comparison_are_those_without_it()
    {
        var (plain, compared) = (hall.NewFolder("results"), hall.NewFolder("results"));
        hall.Run("replay", "--in", hall.Facts, "--out", plain);
        hall.Run("replay", "--in", hall.Facts, "--out", compared, "--compare", hall.Rulebook(("value: 60", "value: 20")));
        foreach (var file in Directory.GetFiles(plain))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(compared, Path.GetFileName(file))));
    }

    [Fact]
    public void The_same_rulebook_changes_nothing()
    {
        var results = hall.NewFolder("results");
        var run = hall.Run("replay", "--in", hall.Facts, "--out", results, "--compare", hall.Rulebook());
        Assert.Empty(Rows(results, "compare.csv"));
        Assert.Contains("都不变", run.Error, StringComparison.Ordinal);
    }

    private static List<string[]> Rows(string folder, string file) =>
        [.. File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => line.Split(','))];
}
