extern alias HallCli;
using System.IO.Compression;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Export;
using ServiceHall.Web.Export.Trial;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Tests.Attendance;
using ServiceHall.Web.Tests.LongWork;

namespace ServiceHall.Web.Tests.Export;

/// <summary>Facts and another rulebook's results, as files of a long work.</summary>
public sealed class TrialTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-trial").FullName;
    private Actor _head = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        _head = await _hall.Person("T-head", HallRole.SectionHead);
        var (late, punctual) = (await _hall.Clerk("T1"), await _hall.Clerk("T2"));
        _hall.At("2026-11-18 08:20:00");
        await _hall.Press(punctual, PunchAction.In);
        _hall.At("2026-11-18 08:52:00");
        await _hall.Press(late, PunchAction.In);
        _hall.At("2026-11-18 19:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        _hall.At("2027-01-04 09:00:00");
    }

    public async Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await _hall.DisposeAsync();
    }

    [Fact]
    public async Task A_trial_compares_the_same_numbers_as_the_command_line_does_on_exported_facts()
    {
        var tried = Path.Combine(_folder, "tried.yaml");
        await File.WriteAllTextAsync(tried, Dearer());
        var (facts, results) = (Path.Combine(_folder, "facts"), Path.Combine(_folder, "results"));
        await _hall.Get<ExportFacts>().Run(facts, default);
        using var error = new StringWriter();
        Assert.True(0 == HallCli::ServiceHall.Cli.Hall.Run(
            ["replay", "--in", facts, "--out", results, "--compare", tried, "--from", "2026-10-01", "--to", "2026-12-31", "--explain", "--excel"], error, error), error.ToString());

        var work = await _hall.Do(_head, Wanted(await File.ReadAllBytesAsync(tried)));

        Assert.False(work.IsRefused, work.Result);
        using var zip = await _hall.Zip(_head, work.Id);
        var compared = await File.ReadAllBytesAsync(Path.Combine(results, "compare.csv"));
        Assert.True(File.ReadAllLines(Path.Combine(results, "compare.csv")).Length > 1, "Nothing changed, so nothing was compared.");
        Assert.Equal(compared, Bytes(zip, "compare.csv"));
        foreach (var file in Directory.GetFiles(results).Select(file => Path.GetFileName(file)!).Where(file => file != "compare.csv"))
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(results, file)), Bytes(zip, "现行/" + file));
        Assert.NotEqual(Bytes(zip, "现行/ledger.csv"), Bytes(zip, "试算/ledger.csv"));
        // The sentence that the command line ends its table with.
        Assert.Contains(work.Result["2026 年第 4 季度：".Length..], error.ToString(), StringComparison.Ordinal);
        Assert.Contains(await _hall.AuditRecords(), record => record.Action == "rulebook.try" && record.Subject == "quarter 2026Q4" && record.Detail == "tried.yaml");
    }

    [Fact]
    public async Task A_rulebook_with_faults_is_refused_with_file_line_and_key_and_a_quarter_that_goes_on_too()
    {
        var faulty = await Start(Dearer().Replace("points:", "pints:", StringComparison.Ordinal), 2026, 4);
        var running = await Start(Dearer(), 2027, 1);

        Assert.Matches(@"规则册有 \d+ 处问题，没有试算：tried\.yaml:\d+: \S+: ", faulty.Refusal!.Text);
        Assert.Contains("已经结束的季度", running.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_trial_leaves_no_file_and_no_folder()
    {
        var before = Directory.GetDirectories(Path.GetTempPath(), "hall-work-*");
        var id = (await Start(Dearer(), 2026, 4)).Value;
        Assert.Null((await _hall.Get<StopWork>().Run(_head, id, default)).Refusal);
        await _hall.Run(id);

        Assert.Equal((WorkState.Stopped, "已停止，没有算完。大厅的数据没有变化。"), ((await _hall.Row(id)).State, (await _hall.Row(id)).Result));
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "hall-work-*").Except(before));
    }

    [Fact]
    public async Task The_facts_of_hall_export_come_as_one_file_for_the_section_head_alone_on_record()
    {
        var facts = Path.Combine(_folder, "facts");
        await _hall.Get<ExportFacts>().Run(facts, default);
        var wanted = new StartWork.Wanted(ExportFactsWork.Kind, new ExportFactsWork.Asked(), Guid.NewGuid());
        var section = await _hall.Person("T-section", HallRole.Section);

        var work = await _hall.Do(_head, wanted);

        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<StartWork>().Run(section, wanted, default)).Refusal!.Kind);
        using var zip = await _hall.Zip(_head, work.Id);
        Assert.Equal(Directory.GetFiles(facts).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal), zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(zip.Entries, entry => Assert.Equal(File.ReadAllBytes(Path.Combine(facts, entry.FullName)), Bytes(zip, entry.FullName)));
        Assert.Contains(await _hall.AuditRecords(), record => record.Action == "export.facts" && record.Outcome == AuditOutcome.Done && record.Subject == "facts");
    }

    private static StartWork.Wanted Wanted(byte[] rulebook, int year = 2026, int quarter = 4) =>
        new(TryRulebook.Kind, new TryRulebook.Asked(year, quarter), Guid.NewGuid(), new UploadedFile(RulebookUpload.ContentType, "tried.yaml", rulebook));

    private Task<Answer<int>> Start(string rulebook, int year, int quarter) =>
        _hall.Get<StartWork>().Run(_head, Wanted(System.Text.Encoding.UTF8.GetBytes(rulebook), year, quarter), default);

    private static byte[] Bytes(ZipArchive zip, string name)
    {
        using var bytes = new MemoryStream();
        using var entry = zip.GetEntry(name)!.Open();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    // Lateness costs three points in place of one.
    private static string Dearer() => HallRulebook.BuiltInText.Replace(
        "{ code: K1.1a, clause: 考核 一(一)1(1), title: 迟到、早退, note: 迟到、早退，或有签到而未签退。, subject: person, points: 1,",
        "{ code: K1.1a, clause: 考核 一(一)1(1), title: 迟到、早退, note: 迟到、早退，或有签到而未签退。, subject: person, points: 3,",
        StringComparison.Ordinal);
}
