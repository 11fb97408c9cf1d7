using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.People;

/// <summary>
/// A database of a version before may hold two whose numbers differ only in how they were written. Each goes on by the
/// number as it is written, and nobody pays for the other.
/// </summary>
public sealed class StoredLookAlikesTests(TestHall hall) : IClassFixture<TestHall>
{
    private const string Password = "Morning-8-30";

    [Fact]
    public async Task Each_signs_in_with_their_own_number_and_the_failures_of_one_are_not_the_other_s()
    {
        var (earlier, later) = await Pair("Q161", "Ｑ１６１");
        await Account(earlier, "Q161", "Other-Password-1");
        await Account(later, "Ｑ１６１", Password);

        Assert.NotNull((await SignIn("Ｑ１６１", "wrong")).Refusal);
        var signedIn = await SignIn("Ｑ１６１", Password);

        Assert.Null(signedIn.Refusal);
        Assert.Equal(later, signedIn.Value.StaffId);
        Assert.Equal(earlier, (await SignIn("q161", "Other-Password-1")).Value.StaffId);
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Equal(0, await db.Accounts.Where(account => account.Id == earlier).Select(account => account.AccessFailedCount)
            .SingleAsync());
    }

    [Fact]
    public async Task The_terminal_a_proposal_a_delegation_and_an_enrolment_take_the_number_as_it_is_written()
    {
        var (earlier, later) = await Pair("Q171", "Ｑ１７１");
        var (section, head) = (await hall.Person("Q170s", HallRole.Section), await hall.Person("Q170h", HallRole.SectionHead));
        await using var db = await hall.Factory.CreateDbContextAsync();
        var hash = hall.Get<IPasswordHasher<Account>>().HashPassword(new Account(), "837261");
        db.Add(new TerminalPin { StaffId = later, Hash = hash, SetAt = hall.Clock.GetUtcNow() });
        await db.SaveChangesAsync();
        Assert.Equal(later, (await hall.Get<CheckTerminalPin>().Run("Ｑ１７１", "837261", "t", "", default)).Value.StaffId);

        Assert.Null((await hall.Get<Propose>().Run(section,
            new Propose.Time(new(2026, 11, 20, 9, 0, 0), new(2026, 11, 20, 10, 0, 0), null, "Ｑ１７１ q171", "外出开会"), default)).Refusal);
        Assert.Equal([earlier, later], await db.Set<Web.Calendar.Exemption>().Where(row => row.StaffId == earlier || row.StaffId == later)
            .Select(row => row.StaffId!.Value).Order().ToListAsync());

        Assert.Null((await hall.Get<DelegateSigning>().Run(head,
            new("", "Ｑ１７１", new(2026, 11, 19), new(2026, 11, 20), "出差"), default)).Refusal);
        Assert.Equal(later, await db.Set<Delegation>().Where(duty => duty.FromId == head.StaffId).Select(duty => duty.ToId).SingleAsync());

        var window = await hall.Window("Q17W");
        var asked = await hall.Get<AskEnrolment>().Run(section, new(window.Id, "Ｑ１７１", "王芳", default, new(2026, 11, 19), ""), default);
        Assert.Null((await hall.Get<DecideEnrolment>().Accept(section, asked.Value, default)).Refusal);
        Assert.Equal(later, await db.Postings.Where(post => post.WindowId == window.Id).Select(post => post.StaffId).SingleAsync());
        Assert.Contains(later, await EnrolmentWaits.On(db, new(2026, 11, 19), default));
        Assert.DoesNotContain(earlier, await EnrolmentWaits.On(db, new(2026, 11, 19), default));
    }

    [Fact]
    public async Task The_later_one_may_be_corrected_without_another_number()
    {
        var section = await hall.Person("Q180", HallRole.Section);
        var (_, later) = await Pair("Q181", "Ｑ１８１");
        var shown = (await hall.Get<ShowPerson>().Run(section, later, default)).Value;

        Assert.Null((await hall.Get<EditPerson>().Run(section,
            new(later, "Ｑ１８１", "王小芳", new(2026, 12, 31), shown.Version), default)).Refusal);
        shown = (await hall.Get<ShowPerson>().Run(section, later, default)).Value;
        Assert.Null((await hall.Get<EditPerson>().Run(section,
            new(later, "Q182", "王小芳", new(2026, 12, 31), shown.Version), default)).Refusal);

        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Equal("Q182", await db.Staff.Where(staff => staff.Id == later).Select(staff => staff.NumberKey).SingleAsync());
    }

    [Fact]
    public async Task The_administrator_is_told_once_which_rows_collide()
    {
        var administrator = await hall.Person("Q190", HallRole.SystemAdministrator);
        await hall.Sql($"INSERT INTO unit (name) VALUES ('市场 监管局Q'), ('市场监管局Q')");
        await Pair("Q191", "Ｑ１９１");
        await HallSchema.Prepare(hall.Connections);

        await using var db = await hall.Factory.CreateDbContextAsync();
        var told = await db.Set<Message>().AsNoTracking().SingleAsync(message => message.StaffId == administrator.StaffId);
        Assert.Contains("工号“Ｑ１９１”与“Q191”", told.Text, StringComparison.Ordinal);
        Assert.Contains("单位“市场监管局Q”与“市场 监管局Q”", told.Text, StringComparison.Ordinal);
        Assert.Equal(MessageKind.System, told.Kind);
    }

    [Fact]
    public async Task An_import_takes_each_by_the_number_as_it_is_written_and_another_form_is_an_error_of_its_row()
    {
        var section = await hall.Person("Q200", HallRole.Section);
        await Pair("Q201", "Ｑ２０１");

        var plan = (await hall.Get<ImportPeople>().Preview(section,
            [
                ImportTests.Row(2, "Q201", "王芳", "Q20W"),
                ImportTests.Row(3, "Ｑ２０１", "王芳", "Q20W"),
                ImportTests.Row(4, "q201", "王芳", "Q20W") with { From = "2026-05-01" },
            ], new Progress<ImportProgress>(), default)).Value;

        Assert.Equal([0, 0, 1], plan.Rows.Select(row => row.Faults.Count));
        Assert.Equal(1, plan.Wrong);
        Assert.Equal("“q201”与大厅已有的“Q201”、“Ｑ２０１”都相像，无法判断是哪一个；请照其中一个的原样写", plan.Rows[2].Faults[0].Text);
        Assert.Equal("工号", plan.Rows[2].Faults[0].Column);
    }

    private Task<Answer<SignIn>> SignIn(string number, string password) =>
        hall.Get<SignInWithPassword>().Run(new(number, password, Face.Desk, "192.0.2.61", "test"), default);

    // As a version before left them, with this one started on it.
    private async Task<(int Earlier, int Later)> Pair(string one, string other)
    {
        await hall.Sql($"INSERT INTO staff_member (number, name) VALUES ({one}, '王芳')");
        await hall.Sql($"INSERT INTO staff_member (number, name) VALUES ({other}, '王芳')");
        await HallSchema.Prepare(hall.Connections);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var ids = await db.Staff.Where(staff => staff.Number == one || staff.Number == other).OrderBy(staff => staff.Id)
            .Select(staff => staff.Id).ToListAsync();
        return (ids[0], ids[1]);
    }

    private async Task Account(int id, string number, string password)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var account = new Account
        {
            Id = id, UserName = number, NormalizedUserName = number.ToUpperInvariant(), LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"), PasswordSetAt = hall.Clock.GetUtcNow(),
        };
        account.PasswordHash = hall.Get<IPasswordHasher<Account>>().HashPassword(account, password);
        db.Add(account);
        await db.SaveChangesAsync();
    }
}
