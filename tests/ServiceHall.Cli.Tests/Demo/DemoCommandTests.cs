using System.Globalization;

namespace ServiceHall.Cli.Tests.Demo;

public class DemoCommandTests
{
    private static readonly string[] Small = ["--staff", "12", "--windows", "5", "--from", "2026-09-14", "--to", "2026-10-16"];

    [Fact]
    public void The_same_seed_writes_the_same_bytes_whatever_the_culture()
    {
        using var one = DemoRun.Of([.. Small, "--seed", "7"]);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            using var other = DemoRun.Of([.. Small, "--seed", "7"]);

            Assert.Equal(one.Bytes(), other.Bytes());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Another_seed_writes_other_people_punches_and_leave()
    {
        using var one = DemoRun.Of([.. Small, "--seed", "1"]);
        using var other = DemoRun.Of([.. Small, "--seed", "2"]);
        var (first, second) = (one.Bytes(), other.Bytes());

        Assert.Equal(first["calendar.csv"], second["calendar.csv"]);
        Assert.All(["staff.csv", "punches.csv", "leave.csv"], file => Assert.NotEqual(first[file], second[file]));
    }

    [Fact]
    public void It_is_done_with_ten_files_and_a_hint_and_nothing_on_standard_output()
    {
        using var run = DemoRun.Of(Small);

        Assert.Equal(
            [
                "calendar.csv", "credits.csv", "exemptions.csv", "explanations.csv", "findings.csv", "leave.csv",
                "punches.csv", "sites.csv", "staff.csv", "windows.csv",
            ],
            run.Bytes().Keys);
        Assert.Equal(["facts"], run.LeftBeside());
        Assert.Empty(run.StandardOutput);
        Assert.Contains("下一步：./hall replay", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_left_alone()
    {
        using var run = new DemoRun();
        Directory.CreateDirectory(run.Facts);
        File.WriteAllText(Path.Combine(run.Facts, "mine.txt"), "mine");

        Assert.Equal(1, run.Demo(Small));
        Assert.Contains("不是空文件夹", run.StandardError, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], run.Bytes().Keys);
        Assert.Equal(["facts"], run.LeftBeside());
    }

    [Theory]
    [InlineData("每个窗口至少 1 人", "--staff", "3", "--windows", "4")]
    [InlineData("--windows 至少为 1", "--staff", "0", "--windows", "0")]
    [InlineData("--staff 至多为 1000000", "--staff", "1000001")]
    [InlineData("请调换", "--from", "2026-09-02", "--to", "2026-09-01")]
    [InlineData("2000 年到 2100 年之间", "--from", "2026-09-01", "--to", "9999-12-31")]
    [InlineData("没有工作日", "--from", "2026-10-01", "--to", "2026-10-07")]
    [InlineData("不是日期", "--from", "1.9.2026")]
    public void What_no_hall_can_be_is_refused_with_what_would_be_right(string message, params string[] options)
    {
        using var run = new DemoRun();

        Assert.Equal(1, run.Demo(options));
        Assert.Contains(message, run.StandardError, StringComparison.Ordinal);
        Assert.Empty(run.LeftBeside());
    }

    [Fact]
    public void In_English_where_asked()
    {
        using var run = DemoRun.Of([.. Small, "--lang", "en"]);

        Assert.Contains("Next: ./hall replay", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_not_announced_takes_Monday_to_Friday_and_says_so()
    {
        using var run = DemoRun.Of("--staff", "5", "--windows", "2", "--from", "2026-12-28", "--to", "2027-01-08");

        Assert.Contains("2027 年的放假安排未公布", run.StandardError, StringComparison.Ordinal);
        Assert.All(run.Fact("calendar.csv"), day => Assert.StartsWith("2026-", day["date"], StringComparison.Ordinal));
        Assert.Contains(run.Fact("punches.csv"), punch => punch["at"].StartsWith("2027-01-01", StringComparison.Ordinal));
    }

    [Fact]
    public void An_announced_year_brings_its_holidays_and_nobody_signs_in_on_them()
    {
        using var run = DemoRun.Of(Small);

        Assert.DoesNotContain("未公布", run.StandardError, StringComparison.Ordinal);
        Assert.Contains(run.Fact("calendar.csv"), day => day["date"] == "2026-10-10" && day["kind"] == "workday");
        var days = run.Fact("punches.csv").GroupBy(punch => punch["at"][..10]).ToDictionary(day => day.Key, day => day.Count());
        Assert.True(days["2026-10-10"] > 20, "Saturday 10 October makes up for the holiday.");
        Assert.True(days.GetValueOrDefault("2026-10-05") < 5, "Monday 5 October is a holiday: stray taps at most.");
    }
}
