using System.Diagnostics;

namespace ServiceHall.Cli.Tests;

/// <summary>What somebody meets who has never seen a terminal, and what a killed run leaves.</summary>
public sealed class CommandLine(CommandFixture hall) : IClassFixture<CommandFixture>
{
    [Theory]
    [InlineData("--help")]
    [InlineData("replay", "--help")]
    [InlineData("demo", "--help")]
    [InlineData("rulebook", "--help")]
    [InlineData("rulebook", "show", "--help")]
    public void Help_is_Chinese_and_English_only_when_asked(params string[] arguments)
    {
        var chinese = hall.Run(arguments);
        Assert.Equal(0, chinese.ExitCode);
        Assert.Contains("说明：", chinese.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("Description|Usage|Options|Shows|REQUIRED|default", chinese.Output);
        var english = hall.Run([.. arguments, "--lang", "en"]);
        Assert.Contains("Usage:", english.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}{2}", english.Output.Replace("zh 中文", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("缺少选项 --out", "replay", "--in", "x")]
    [InlineData("--foo", "replay", "--in", "x", "--out", "y", "--foo")]
    [InlineData("不是日期", "replay", "--in", "x", "--out", "y", "--from", "1.7.2026")]
    [InlineData("请调换", "replay", "--in", "x", "--out", "y", "--from", "2026-07-02", "--to", "2026-07-01")]
    public void A_command_that_is_not_understood_says_what_is_wrong_and_ends_with_1(string says, params string[] arguments)
    {
        var run = hall.Run(arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists("y"));
    }

    [Fact]
    public void Bad_input_speaks_English_when_asked()
    {
        var facts = hall.NewFolder("facts");
        Directory.CreateDirectory(facts);
        File.WriteAllText(Path.Combine(facts, "windows.csv"), "window_id,unit,site_id\nW1,U1,S9\n");
        File.WriteAllText(Path.Combine(facts, "staff.csv"), "staff_id,window_id,role,kind,from,to\nA,W1,boss,regular,2026-01-01,\n");
        var run = hall.Run("replay", "--in", facts, "--out", hall.NewFolder("results"), "--lang", "en");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("windows.csv:2: site_id: there is no site 'S9'", run.Error, StringComparison.Ordinal);
        Assert.Contains("staff.csv:2: role: 'boss' is unknown; it must be one of staff, leader.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_adds_a_clause_and_a_sentence_to_every_row_and_changes_nothing_else()
    {
        var (plain, explained) = (hall.NewFolder("results"), hall.NewFolder("results"));
        hall.Run("replay", "--in", hall.Facts, "--out", plain);
        hall.Run("replay", "--in", hall.Facts, "--out", explained, "--explain");
        foreach (var file in Directory.GetFiles(plain))
        {
            var (short_, long_) = (File.ReadAllLines(file), File.ReadAllLines(Path.Combine(explained, Path.GetFileName(file))));
            Assert.Equal(short_.Length, long_.Length);
            Assert.Equal(short_[0] + ",why", long_[0]);
            Assert.All(short_.Zip(long_).Skip(1), pair =>
            {
                Assert.StartsWith(pair.First + ",", pair.Second, StringComparison.Ordinal);
                Assert.Matches("^\"?〔(考勤|请假|检查|考核) ?[^〕]*〕.*[。；]\"?$", pair.Second[(pair.First.Length + 1)..]);
            });
        }
    }

    [Fact]
    public void For_Excel_the_files_carry_a_mark_and_otherwise_none()
    {
        var (plain, excel) = (hall.NewFolder("results"), hall.NewFolder("results"));
        hall.Run("replay", "--in", hall.Facts, "--out", plain);
        hall.Run("replay", "--in", hall.Facts, "--out", excel, "--excel");
        foreach (var file in Directory.GetFiles(plain))
        {
            var marked = File.ReadAllBytes(Path.Combine(excel, Path.GetFileName(file)));
            Assert.Equal([0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(file)], marked);
        }
    }

    [Fact]
    public async Task A_run_killed_in_the_middle_of_writing_leaves_nothing_and_does_not_hinder_the_next()
    {
        var facts = hall.NewFolder("facts");
        Assert.Equal(0, hall.Run("demo", "--out", facts, "--staff", "3000", "--windows", "300", "--from", "2026-07-01", "--to", "2026-09-30").ExitCode);
        var results = hall.NewFolder("results");
        var writing = Path.Combine(Path.GetDirectoryName(results)!, ".results.partial", "attendance.csv");
        using (var run = Process.Start(new ProcessStartInfo("dotnet", [typeof(Hall).Assembly.Location, "replay", "--in", facts, "--out", results]) { UseShellExecute = false, RedirectStandardError = true })!)
        {
            var saying = run.StandardError.ReadToEndAsync();
            while (!run.HasExited && !(File.Exists(writing) && new FileInfo(writing).Length > 0)) await Task.Delay(1);
            run.Kill();
            await run.WaitForExitAsync();
            Assert.True(run.ExitCode != 0, $"The run ended before it could be killed: {await saying}");
        }

        Assert.False(Directory.Exists(results));
        Assert.True(File.Exists(writing));
        Assert.Equal(0, hall.Run("replay", "--in", facts, "--out", results).ExitCode);
        Assert.Equal(7, Directory.GetFiles(results).Length);
        Assert.Equal([results], Directory.GetFileSystemEntries(Path.GetDirectoryName(results)!));
    }
}
