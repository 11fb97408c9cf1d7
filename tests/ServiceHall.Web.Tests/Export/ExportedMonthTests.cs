extern alias HallCli;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Export;
using ServiceHall.Web.Leave;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Tests.Leave;
using Microsoft.EntityFrameworkCore;
using Exemption = ServiceHall.Web.Calendar.Exemption;

namespace ServiceHall.Web.Tests.Export;

/// <summary>
/// November 2026, the hall's first month, lived through from its first workday to its last: leave of every fate, an outing
/// recorded afterwards, a power cut at one hall, explanations, and a window where everybody was there all month.
/// </summary>
public sealed class ExportedMonthTests : IAsyncLifetime
{
    private static readonly Position Centre = new(45.62, 122.84, 12);
    private readonly AskingHall _hall = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-month").FullName;
    private Team _team = null!;
    private Actor _full = null!, _branch = null!;

    public async Task InitializeAsync()
    {
        await ((IAsyncLifetime)_hall).InitializeAsync();
        (_team, _full) = (await _hall.Team(colleagues: 2), await _hall.Posted("full", await _hall.Window("FULL")));
        var branch = await _hall.Window("BRANCH");
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var site = new Site { Code = "B", Name = "分厅", Latitude = Centre.Latitude, Longitude = Centre.Longitude, RadiusMetres = 150 };
        db.Add(site);
        await db.SaveChangesAsync();
        await db.Windows.Where(window => window.Id == branch.Id).ExecuteUpdateAsync(set => set.SetProperty(window => window.SiteId, site.Id));
        _branch = await _hall.Posted("branch", branch);
    }

    public async Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await _hall.DisposeAsync();
    }

    [Fact]
    public async Task The_live_ledger_of_the_month_is_what_its_exported_facts_replay_to()
    {
        for (var day = new DateOnly(2026, 11, 2); day <= new DateOnly(2026, 11, 30); day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                await Live(day.Day);
        }

        await At("2026-12-01 08:00");
        Assert.Equal(1, await _hall.Get<CloseMonths>().Run(default));

        var (facts, results) = (Path.Combine(_folder, "facts"), Path.Combine(_folder, "results"));
        await _hall.Get<ExportFacts>().Run(facts, default);
        using var error = new StringWriter();
        Assert.True(
            0 == HallCli::ServiceHall.Cli.Hall.Run(["replay", "--in", facts, "--out", results, "--from", "2026-11-01", "--to", "2026-11-30"], error, error), error.ToString());

        var ledger = await LiveRows.Ledger(_hall);
        // The power cut took the branch's lateness back, and gave it its full month.
        Assert.Equal(["2026-11-30,window,BRANCH,J8,2026-11,BRANCH,5,rule", "2026-11-30,window,FULL,J8,2026-11,FULL,5,rule"], ledger.FindAll(row => row.Contains(",J8,", StringComparison.Ordinal)));
        Assert.Equal(ledger, File.ReadAllLines(Path.Combine(results, "ledger.csv")).Skip(1));
        var attendance = await LiveRows.Attendance(_hall);
        foreach (var status in new[] { "late", "leave", "normal", "truant" })
            Assert.Contains(attendance, row => row.EndsWith($",{status}", StringComparison.Ordinal));
        Assert.Equal(
            attendance,
            File.ReadAllLines(Path.Combine(results, "attendance.csv")).Skip(1).Select(row => string.Join(',', row.Split(',')[..5])).Order(StringComparer.Ordinal));
    }

    // What happens on a day, in its order; whoever is not named comes and goes in time.
    private async Task Live(int day)
    {
        var (clerk, helper, other) = (_team.Clerk, _team.Others[0], _team.Others[1]);
        var absent = new List<(Actor Who, DayPart Part)>();
        switch (day)
        {
            case 2:
                await Granted(clerk, "2026-11-02 09:00", "2026-11-04 08:30", "2026-11-04 17:00", "personal");
                break;
            case 4:
                absent.AddRange([(clerk, DayPart.Morning), (clerk, DayPart.Afternoon)]);
                break;
            case 5:
                await Press(helper, "2026-11-05 08:41", PunchAction.In);
                _hall.At("2026-11-05 09:10");
                _ = (await _hall.Get<ExplainSlot>().Run(helper, new(new(2026, 11, 5), DayPart.Morning, PunchAction.In, "路上遇到交通事故", null, ""), default)).Value;
                break;
            case 6:
                await AcceptExplanations("2026-11-06 08:10");
                break;
            case 9:
                await Granted(clerk, "2026-11-09 09:00", "2026-11-10 08:30", "2026-11-12 17:00", "sick");
                break;
            case 10 or 11:
                absent.AddRange([(clerk, DayPart.Morning), (clerk, DayPart.Afternoon)]);
                break;
            case 12:
                // Back early: the punch shortens the leave.
                await Press(clerk, "2026-11-12 08:15", PunchAction.In);
                break;
            case 17:
                await Granted(other, "2026-11-17 10:00", "2026-11-17 08:30", "2026-11-17 11:30", "sick", overriddenFor: "急诊，有病历");
                absent.Add((other, DayPart.Morning));
                break;
            case 19:
                var sentBack = await Granted(other, "2026-11-18 17:30", "2026-11-19 08:30", "2026-11-20 17:00", "personal");
                _hall.At("2026-11-19 15:10");
                Assert.Null((await _hall.Get<FileLeave>().SendBack(_hall.Section, sentBack, "窗口急需人手", default)).Refusal);
                absent.AddRange([(other, DayPart.Morning), (other, DayPart.Afternoon)]);
                break;
            case 24:
                await Press(_branch, "2026-11-24 08:52", PunchAction.In);
                break;
            case 25:
                absent.AddRange([(_team.Leader!, DayPart.Morning), (_team.Leader!, DayPart.Afternoon)]);
                break;
            case 26:
                await DeclarePowerCut();
                _hall.At("2026-11-26 09:00");
                Assert.Equal(1, (await _hall.Get<RecordOutings>().Run(
                    _hall.Section, new(Guid.NewGuid(), [_team.Leader!.StaffId], AskingHall.Time("2026-11-25 08:30"), AskingHall.Time("2026-11-25 17:00"), "全市业务培训"), default)).Value);
                break;
            case 27:
                // Handed in late and never accepted: it does not count.
                _hall.At("2026-11-27 15:00");
                await _hall.Approved(helper, AskingHall.Form("2026-11-27 13:30", "2026-11-27 17:00", clerk));
                absent.Add((helper, DayPart.Afternoon));
                break;
        }

        foreach (var part in DayParts.All)
        {
            foreach (var who in new[] { clerk, helper, other, _team.Leader!, _full, _branch }.Where(who => !absent.Contains((who, part))))
            {
                await Press(who, $"2026-11-{day:00} {(part == DayPart.Morning ? "08:20" : "13:20")}", PunchAction.In);
                await Press(who, $"2026-11-{day:00} {(part == DayPart.Morning ? "11:31" : "17:01")}", PunchAction.Out);
            }
        }

        await At($"2026-11-{day:00} 18:01");
    }

    private async Task At(string civil)
    {
        _hall.At(civil);
        await _hall.Get<CloseSessions>().Run(default);
        await _hall.Get<RecomputeStale>().Run(default);
    }

    // A second press of a slot changes nothing: those who came late or back early have pressed before.
    private async Task Press(Actor who, string civil, PunchAction action)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var at = AskingHall.Time(civil);
        var part = at.Hour < 12 ? DayPart.Morning : DayPart.Afternoon;
        if (await db.Set<Web.Attendance.Punch>().AnyAsync(punch => punch.StaffId == who.StaffId && punch.Day == DateOnly.FromDateTime(at) && punch.Part == part && punch.Action == action))
            return;
        _hall.At(civil);
        var press = new ClockIn.Request(action, Guid.NewGuid(), Centre, TimeSpan.FromSeconds(1), $"phone {who.StaffId}");
        Assert.Equal(1, await _hall.Get<ClockInMany>().Run([new(who, press, _hall.Clock.GetUtcNow())], default));
    }

    private async Task<int> Granted(Actor who, string at, string from, string to, string kind, string overriddenFor = "")
    {
        _hall.At(at);
        var id = await _hall.Approved(who, AskingHall.Form(from, to, _team.Others[0], kind));
        Assert.Null((await _hall.Get<FileLeave>().Run(_hall.Section, id, overriddenFor, default)).Refusal);
        return id;
    }

    private async Task AcceptExplanations(string at)
    {
        _hall.At(at);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var ids = await db.Waiting().Select(row => row.Id).ToListAsync();
        Assert.Equal(1, (await _hall.Get<DecideExplanations>().Run(_hall.Section, new(ids, true, ""), default)).Value.Count);
    }

    private async Task DeclarePowerCut()
    {
        _hall.At("2026-11-26 08:05");
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var site = await db.Sites.SingleAsync(one => one.Code == "B");
        Assert.Null((await _hall.Get<Propose>().Run(_hall.Section, new Propose.Time(new(2026, 11, 24, 8, 0, 0), new(2026, 11, 24, 9, 0, 0), site.Id, "", "停电"), default)).Refusal);
        var id = await db.Set<Exemption>().Select(row => row.Id).SingleAsync();
        Assert.Null((await _hall.Get<Countersign>().Sign<Exemption>(_hall.SectionHead, id, default)).Refusal);
    }
}
