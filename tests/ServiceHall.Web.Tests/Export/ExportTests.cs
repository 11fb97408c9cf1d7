extern alias HallCli;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Export;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests.Attendance;
using LedgerEntry = ServiceHall.Web.Scoring.LedgerEntry;

namespace ServiceHall.Web.Tests.Export;

public sealed class ExportTests(PunchingHall hall) : IClassFixture<PunchingHall>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-export").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_exported_facts_of_an_open_quarter_replay_to_the_same_ledger_and_the_same_refusals()
    {
        await LiveTwoDays();
        var (facts, results) = (Path.Combine(_folder, "facts"), Path.Combine(_folder, "results"));
        await hall.Get<ExportFacts>().Run(facts, default);

        using var error = new StringWriter();
        Assert.True(
            0 == HallCli::ServiceHall.Cli.Hall.Run(["replay", "--in", facts, "--out", results, "--from", "2026-11-18", "--to", "2026-11-19"], error, error), error.ToString());

        var ledger = await LiveRows.Ledger(hall);
        Assert.Equal(["attendance", "finding"], ledger.Select(row => row.Split(',')[^1]).Distinct().Order());
        Assert.Single(ledger, row => row.Contains(",E-noon,", StringComparison.Ordinal));
        Assert.Equal(ledger, File.ReadAllLines(Path.Combine(results, "ledger.csv")).Skip(1));
        Assert.Contains(File.ReadAllLines(Path.Combine(results, "attendance.csv")), row => row.StartsWith("2026-11-19,E7,am,W-fenced,leave,personal", StringComparison.Ordinal));
        Assert.Equal(await Refusals(), File.ReadAllLines(Path.Combine(results, "rejections.csv")).Skip(1));
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Contains(await db.Set<LedgerEntry>().ToListAsync(), row => row.CountersId is not null);
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_stays_as_it_is()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "mine.txt"), "mine");

        await Assert.ThrowsAsync<IOException>(() => hall.Get<ExportFacts>().Run(_folder, default));

        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    private async Task LiveTwoDays()
    {
        var (section, head) = (await hall.Person("E-section", HallRole.Section), await hall.Person("E-head", HallRole.SectionHead));
        var leader = await hall.Clerk("E0");
        await using (var people = await hall.Factory.CreateDbContextAsync())
            await people.Postings.Where(post => post.StaffId == leader.StaffId).ExecuteUpdateAsync(post => post.SetProperty(one => one.Role, Rules.People.PostRole.Leader));
        var (good, late, gone, truant) = (await hall.Clerk("E1"), await hall.Clerk("E2"), await hall.Clerk("E3"), await hall.Clerk("E4"));
        await using var db = await hall.Factory.CreateDbContextAsync();
        var window = await db.Windows.SingleAsync(w => w.Code == "W-fenced");

        await Punch(good, "2026-11-18 08:25:10", PunchAction.In);
        await Punch(late, "2026-11-18 08:29:00", PunchAction.In, PunchingHall.Outside);
        await Punch(late, "2026-11-18 08:47:31", PunchAction.In);
        await Punch(gone, "2026-11-18 09:31:00", PunchAction.In);
        await Punch(gone, "2026-11-18 11:00:00", PunchAction.Out, PunchingHall.Inside with { Accuracy = 140 });
        await Punch(gone, "2026-11-18 11:05:00", PunchAction.Out);
        await Punch(good, "2026-11-18 11:31:00", PunchAction.Out);
        await Punch(late, "2026-11-18 12:31:00", PunchAction.Out);
        hall.At("2026-11-18 15:00:00");
        // One is accepted, one is not, one waits; a new colleague waits a day for the section.
        var (lifted, refused) = (await Explain(late, Rules.Calendar.DayPart.Morning, PunchAction.In), await Explain(truant, Rules.Calendar.DayPart.Afternoon, PunchAction.In));
        await Explain(truant, Rules.Calendar.DayPart.Morning, PunchAction.In);
        await hall.Get<DecideExplanations>().Run(section, new([refused], false, "没有佐证"), default);
        var asked = (await hall.Get<AskEnrolment>().Run(leader, new(window.Id, "E5", "新同事", Rules.People.PostKind.Regular, new(2026, 11, 18), ""), default)).Value;
        var first = await Log(section, new(Guid.NewGuid(), InspectionKind.Daily, window.Id, late.StaffId, "K1.2a", 1, false, "", []));
        await Log(section, new(Guid.NewGuid(), InspectionKind.Daily, window.Id, late.StaffId, "K1.2a", 1, false, "", [], new(2026, 11, 18, 14, 0, 0)));
        await Log(section, new(Guid.NewGuid(), InspectionKind.Patrol, window.Id, good.StaffId, "K1.7a", 3, false, "", []));
        await Log(section, new(Guid.NewGuid(), InspectionKind.Daily, window.Id, null, "K1.6", 1, false, "", []));
        var severe = await Log(section, new(Guid.NewGuid(), InspectionKind.Report, window.Id, gone.StaffId, "K4.1a", 1, true, "", []));
        await Log(section, new(Guid.NewGuid(), InspectionKind.Report, window.Id, gone.StaffId, "K4.3", 1, false, "", []));
        await Log(section, new(Guid.NewGuid(), InspectionKind.Unannounced, window.Id, good.StaffId, "K1.3a", 1, false, "", []));
        await hall.Get<VerifyFinding>().Verify(section, severe, default);
        Assert.True(first > 0);
        await AskForTheMorningOfTheNineteenth(await hall.Clerk("E7"), good, leader, section);
        hall.At("2026-11-19 07:30:00");
        Assert.Equal(2, await hall.Get<CloseSessions>().Run(default));
        Assert.Equal(1, (await hall.Get<DecideExplanations>().Run(section, new([lifted], true, ""), default)).Value.Count);
        Assert.Equal(1, await hall.Get<RecomputeStale>().Run(default));
        Assert.Null((await hall.Get<DecideEnrolment>().Accept(section, asked, default)).Refusal);
        // Enrolled at noon for days since the eighteenth: what had begun is not owed, there or in the replay.
        var enrolled = await hall.Person("E-noon");
        hall.At("2026-11-19 12:00:00");
        Assert.Null((await hall.Get<Web.People.MovePerson>().Run(
            section, new(enrolled.StaffId, window.Id, Rules.People.PostRole.Staff, Rules.People.PostKind.Regular, new(2026, 11, 18)), default)).Refusal);
        await Punch(good, "2026-11-19 08:20:00", PunchAction.In);
        await Punch(late, "2026-11-19 13:20:00", PunchAction.In);
        await Punch(good, "2026-11-19 17:01:00", PunchAction.Out);

        // A power cut that is declared only after the days are closed takes entries back.
        hall.At("2026-11-19 18:30:00");
        await hall.Get<CloseSessions>().Run(default);
        foreach (var person in new[] { truant, late }) await Exempt(section, head, person);
        Assert.Equal(1, await hall.Get<RecomputeStale>().Run(default));
    }

    // Half a day: the window leader signs, the section files.
    private async Task AskForTheMorningOfTheNineteenth(Actor applicant, Actor cover, Actor leader, Actor section)
    {
        var form = new LeaveForm(Guid.NewGuid(), "personal", new(2026, 11, 19, 8, 30, 0), new(2026, 11, 19, 11, 30, 0), "家中有事", cover.StaffId);
        var id = (await hall.Get<SubmitLeave>().Run(applicant, form, null, default)).Value;
        Assert.Null((await hall.Get<AnswerCover>().Accept(cover, id, default)).Refusal);
        Assert.Null((await hall.Get<SignLeave>().Run(leader, id, true, "", default)).Refusal);
        Assert.Null((await hall.Get<FileLeave>().Run(section, id, "", default)).Refusal);
    }

    private async Task Exempt(Actor section, Actor head, Actor person)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var number = await db.Staff.Where(staff => staff.Id == person.StaffId).Select(staff => staff.Number).SingleAsync();
        Assert.Null((await hall.Get<Propose>().Run(
            section, new Propose.Time(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 12, 0, 0), null, number, "全楼停电"), default)).Refusal);
        var id = await db.Set<Web.Calendar.Exemption>().Where(exemption => exemption.StaffId == person.StaffId).Select(exemption => exemption.Id).SingleAsync();
        Assert.Null((await hall.Get<Countersign>().Sign<Web.Calendar.Exemption>(head, id, default)).Refusal);
    }

    private async Task Punch(Actor actor, string civil, PunchAction action, Position? position = null)
    {
        hall.At(civil);
        await hall.Press(actor, action, position);
    }

    private async Task<int> Explain(Actor actor, Rules.Calendar.DayPart part, PunchAction action) =>
        (await hall.Get<ExplainSlot>().Run(actor, new(DateOnly.FromDateTime(hall.Clock.GetLocalNow().DateTime), part, action, "路上遇到交通事故", null, ""), default)).Value;

    private async Task<int> Log(Actor actor, FindingForm form) => (await hall.Get<LogFinding>().Run(actor, form, default)).Value;

    private async Task<List<string>> Refusals()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var rows = await db.Set<Web.Attendance.Punch>().AsNoTracking().Include(row => row.Staff).Where(row => row.Outcome != PunchOutcome.Accepted).ToListAsync();
        return [.. rows.OrderBy(row => row.Staff!.Number, StringComparer.Ordinal).ThenBy(row => row.At)
            .Select(row => $"{row.Staff!.Number},{hall.Clock.Civil(row.At):yyyy-MM-ddTHH:mm:ss},{row.Action.Code()},{row.Outcome.Code()}")];
    }
}
