using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;
using Exemption = ServiceHall.Web.Calendar.Exemption;
using Finding = ServiceHall.Web.Inspection.Finding;
using Punch = ServiceHall.Web.Attendance.Punch;

namespace ServiceHall.Web.Tests.Demonstration;

/// <summary>A hall that opens as a demonstration on Thursday 19 November 2026, with facts since Monday.</summary>
public sealed class DemonstrationTests : DemonstratedHall
{
    [Fact]
    public async Task The_past_up_to_yesterday_is_there_when_the_hall_opens()
    {
        await Open();

        Assert.Equal(["P1 11-16 Morning late", "P1 11-16 Afternoon normal", "P1 11-17 Morning normal", "P1 11-17 Afternoon normal", "P1 11-18 Morning exempt", "P1 11-18 Afternoon normal"],
            await Results("P1"));
        // The section accepted the explanation on the next morning.
        Assert.Equal([-1m, 1m], await Read(db => db.Set<LedgerEntry>().Where(entry => entry.Staff!.Number == "P1" && entry.Code == "K1.1a").OrderBy(entry => entry.Id).Select(entry => entry.Points)));
        Assert.Equal(["林晓梅 2026-11-16/am/in"], await Read(db => db.Set<Web.Attendance.Explanation>().Where(row => row.Accepted == true).Select(row => row.DecidedBy!.Name + " " + row.Reference)));
        Assert.Equal(["林晓梅 K1.3a"], await Read(db => db.Set<Finding>().Select(finding => finding.LoggedBy!.Name + " " + finding.Code)));
        Assert.Equal(["林晓梅 韩立新"], await Read(db => db.Set<Exemption>().Select(row => row.ProposedBy!.Name + " " + row.SignedBy!.Name)));
    }

    [Fact]
    public async Task A_day_that_was_broken_off_is_lived_again_and_nothing_is_there_twice()
    {
        await Open();
        var before = await Counts();
        await ForgetThatItWasLived("2026-11-17");

        await Open();

        Assert.Equal(before, await Counts());
        Assert.Single(await Read(db => db.Set<Period>().Where(period => period.Job == "demonstration-day" && period.Name == "2026-11-17").Select(period => period.Name)));
    }

    [Fact]
    public async Task Days_that_passed_while_the_hall_was_closed_are_lived_when_it_opens_again()
    {
        await Open();
        Clock.Advance(TimeSpan.FromDays(1));

        await Open();

        Assert.Contains("P1 11-19 Morning normal", await Results("P1"));
    }

    [Fact]
    public async Task Leave_that_began_days_ago_and_nobody_signed_is_refused_and_what_was_told_is_read()
    {
        Write("leave.csv", "leave_id,staff_id,kind,from,to,submitted_at,decision,override,cover_id",
            "L3,P1,personal,2026-11-16T13:30:00,2026-11-16T17:00:00,2026-11-16T09:00:00,pending,false,P2");
        await Open();
        Assert.Equal([LeaveState.WaitsForSignatures], await Read(db => db.Set<LeaveRequest>().Select(leave => leave.State)));
        Assert.Equal([true], await Read(db => db.Set<LeaveSignature>().Select(signature => signature.RaisedTo != null)));
        Clock.Advance(TimeSpan.FromDays(2));

        await Open();

        Assert.Equal([LeaveState.Refused], await Read(db => db.Set<LeaveRequest>().Select(leave => leave.State)));
        var yesterday = Clock.GetUtcNow().AddDays(-2);
        Assert.NotEmpty(await Read(db => db.Set<Message>().Where(message => message.ReadAt != null)));
        Assert.Empty(await Read(db => db.Set<Message>().Where(message => message.ReadAt == null && message.At < yesterday)));
    }

    [Fact]
    public async Task Somebody_borrows_a_colleagues_phone_now_and_then_and_the_section_sees_a_signal()
    {
        Clock.Advance(TimeSpan.FromDays(7));

        await Open();

        // P1 has the phone of P2, who comes after.
        Assert.Equal(["P1 OtherDevice", "P2 SharedDevice"], await Read(db => db.Set<Signal>().Where(signal => signal.Kind != SignalKind.SamePlace).Select(signal => signal.Staff!.Number + " " + signal.Kind).Distinct().OrderBy(text => text)));
    }

    [Fact]
    public async Task Whoever_shows_a_code_at_a_window_that_stands_in_no_hall_does_so_by_phone()
    {
        Write("windows.csv", "window_id,name,unit,site_id", "W1,综合窗口,综合局,S1", "W9,上门窗口,综合局,");
        Write("staff.csv", "staff_id,name,window_id,role,kind,from,to", "P1,王芳,W1,staff,regular,2026-01-04,", "P2,李军,W1,leader,regular,2026-01-04,", "P9,赵敏,W9,leader,regular,2026-01-04,");
        Write("punches.csv", ["staff_id,at,action,lat,lon,accuracy_m,proof", .. Punches(), "P9,2026-11-17T08:20:00,in,,,,code"]);

        await Open();

        Assert.Equal([PunchOutcome.Accepted], await Read(db => db.Set<Punch>().Where(punch => punch.Staff!.Number == "P9").Select(punch => punch.Outcome)));
    }

    [Fact]
    public async Task Every_role_has_an_account_whose_password_only_the_owner_of_the_data_can_read()
    {
        await Open();
        var file = Path.Combine(Folder, "accounts.txt");

        var accounts = (await File.ReadAllLinesAsync(file)).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(Enum.GetValues<HallRole>().Select(role => role.Chinese()).Order(), accounts.Select(account => account[0]).Order());
        foreach (var account in accounts)
            Assert.Null((await Get<SignInWithPassword>().Run(new(account[1], account[3], Face.Desk, "", ""), default)).Refusal);
    }

    [Fact]
    public async Task Passwords_are_shown_when_they_were_made_and_later_only_where_they_are()
    {
        var first = await Open();
        var file = Path.Combine(Folder, "accounts.txt");
        var accounts = (await File.ReadAllLinesAsync(file)).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.All(accounts, account => Assert.Contains(account[3], first, StringComparison.Ordinal));

        var later = await Open();

        Assert.All(accounts, account => Assert.DoesNotContain(account[3], later, StringComparison.Ordinal));
        Assert.All(accounts, account => Assert.Contains(account[0], later, StringComparison.Ordinal));
        Assert.Contains(file, later, StringComparison.Ordinal);
        Assert.Contains("/m /desk", later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_of_more_than_ninety_days_are_made_anew_when_the_hall_opens()
    {
        await Open();
        var file = Path.Combine(Folder, "accounts.txt");
        var before = await File.ReadAllTextAsync(file);
        await Open();
        Assert.Equal(before, await File.ReadAllTextAsync(file));
        Clock.Advance(TimeSpan.FromDays(91));

        await Open();

        var account = (await File.ReadAllLinesAsync(file))[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Null((await Get<SignInWithPassword>().Run(new(account[1], account[3], Face.Desk, "", ""), default)).Refusal);
    }

    [Fact]
    public async Task A_database_with_people_of_its_own_gets_none_invented()
    {
        await Person("real");

        var refused = await Assert.ThrowsAsync<HallCannotOpenException>(Open);

        Assert.Contains("--empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["real"], await Read(db => db.Staff.Select(staff => staff.Number)));
    }

    [Fact]
    public async Task Presses_taken_over_together_get_the_verdict_that_each_would_have_got_alone()
    {
        await Open();
        var (one, other) = (await Posted("P8", await Window("A")), await Posted("P9", await Window("B")));
        foreach (var action in PunchActions.All)
        {
            var request = new ClockIn.Request(action, Guid.NewGuid(), new Position(45.62, 122.84, 20), TimeSpan.FromSeconds(1), "test");
            _ = (await Get<ClockIn>().Run(one, request, default)).Value;
            Assert.Equal(1, await Get<ClockInMany>().Run([new(other, request, Clock.GetUtcNow())], default));
            Assert.Equal(0, await Get<ClockInMany>().Run([new(other, request, Clock.GetUtcNow())], default));
        }

        var kept = await Read(db => db.Set<Punch>().Where(punch => punch.StaffId == one.StaffId || punch.StaffId == other.StaffId)
            .Select(punch => punch.StaffId + " " + punch.Action + " " + punch.Outcome + " " + punch.Sentence));
        Assert.Equal(4, kept.Count);
        Assert.Equal(Of(one), Of(other));

        IEnumerable<string> Of(Actor actor) => kept.Where(row => row.StartsWith($"{actor.StaffId} ", StringComparison.Ordinal)).Select(row => row[row.IndexOf(' ', StringComparison.Ordinal)..]).Order();
    }

    private async Task<(int Punches, int Findings, int Exemptions, int Entries, int Staff)> Counts()
    {
        await using var db = await Factory.CreateDbContextAsync();
        return (await db.Set<Punch>().CountAsync(punch => punch.Day < new DateOnly(2026, 11, 19)), await db.Set<Finding>().CountAsync(),
            await db.Set<Exemption>().CountAsync(), await db.Set<LedgerEntry>().CountAsync(), await db.Staff.CountAsync());
    }

    // As a kill between the day's work and its mark leaves it. The application itself could not do this.
    private async Task ForgetThatItWasLived(string day)
    {
        await using var owner = new HallDb(HallSchema.Options(Connections.Owner));
        Assert.Equal(1, await owner.Database.ExecuteSqlAsync($"DELETE FROM period WHERE job = 'demonstration-day' AND name = {day}"));
    }
}
