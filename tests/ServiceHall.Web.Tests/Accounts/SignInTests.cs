using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Accounts;

public sealed class SignInTests(TestHall hall) : IClassFixture<TestHall>
{
    private const string Password = "Morning-8-30";

    [Fact]
    public async Task Somebody_sets_a_password_with_a_one_time_code_and_signs_in()
    {
        await PersonWithPassword("A100");

        var signedIn = await SignIn("A100", Password);

        Assert.NotNull(await Check(signedIn.Value));
    }

    [Theory]
    [InlineData("p0002")]
    [InlineData("ｐ０００２")]
    [InlineData(" Ｐ０００２　")]
    [InlineData("P0\u200B002")]
    public async Task A_number_may_be_typed_in_small_letters_or_in_full_width(string typed)
    {
        if (!await Known("P0002"))
            await PersonWithPassword("P0002");

        var signedIn = await SignIn(typed, Password);

        Assert.Null(signedIn.Refusal);
    }

    [Theory]
    [InlineData("P\00003")]
    [InlineData("P0004")]
    [InlineData("")]
    public async Task And_another_number_is_nobody_s(string typed)
    {
        if (!await Known("P0003"))
            await PersonWithPassword("P0003");

        Assert.NotNull((await SignIn(typed, Password, "192.0.2.3")).Refusal);
    }

    [Fact]
    public async Task Nobody_has_a_password_before_setting_one()
    {
        await hall.Person("A101");

        foreach (var guess in new[] { "", "A101", "123456", "password" })
            Assert.NotNull((await SignIn("A101", guess)).Refusal);
    }

    [Fact]
    public async Task The_fifth_failure_locks_the_account_even_against_the_right_password()
    {
        await PersonWithPassword("A102");
        for (var attempt = 1; attempt <= 5; attempt++)
            await SignIn("A102", "wrong", "192.0.2.102");

        Assert.NotNull((await SignIn("A102", Password, "192.0.2.102")).Refusal);
    }

    [Fact]
    public async Task What_is_told_says_nobody_whether_an_account_exists_or_is_locked()
    {
        await PersonWithPassword("A112");
        var unknown = (await SignIn("A112-nobody", "wrong", "192.0.2.112")).Refusal;

        for (var attempt = 1; attempt <= 6; attempt++)
            Assert.Equal(unknown, (await SignIn("A112", "wrong", "192.0.2.112")).Refusal);

        Assert.Contains("暂时锁定", unknown!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_with_NUL_is_nobodys_with_the_right_password_too()
    {
        await PersonWithPassword("A115");
        var unknown = (await SignIn("A115-nobody", Password, "192.0.2.115")).Refusal;

        Assert.NotNull(unknown);
        Assert.Equal(unknown, (await SignIn("A115\0", Password, "192.0.2.115")).Refusal);
        Assert.Equal(unknown, (await SignIn("\0", Password, "192.0.2.115")).Refusal);
    }

    [Fact]
    public async Task Many_failures_from_one_address_shut_nobody_out_who_knows_the_password()
    {
        await PersonWithPassword("A113");
        for (var attempt = 0; attempt < 50; attempt++)
            await SignIn($"A113-{attempt}", Password, "198.51.100.1");

        Assert.Null((await SignIn("A113", Password, "198.51.100.1")).Refusal);
        Assert.Null((await SignIn("A113", Password, "198.51.100.1")).Refusal);
        Assert.Null((await SignIn("A113", Password, "198.51.100.2")).Refusal);
    }

    [Fact]
    public async Task Somebody_unknown_a_wrong_password_and_a_locked_account_cost_the_same_statements()
    {
        await PersonWithPassword("A116");
        var numbers = new List<int>();
        foreach (var number in new[] { "A116", "A116-nobody", "A116", "A116", "A116", "A116", "A116" })
        {
            using var counted = new CountedStatements();
            Assert.NotNull((await SignIn(number, "wrong", "192.0.2.116")).Refusal);
            numbers.Add(counted.Number);
        }

        Assert.Single(numbers.Distinct());
    }

    [Fact]
    public async Task After_ninety_days_the_next_sign_in_asks_for_a_new_password()
    {
        await PersonWithPassword("A114");
        var now = hall.Clock.GetUtcNow();
        hall.Clock.AdjustTime(now.AddDays(90));
        Assert.Null((await SignIn("A114", Password)).Refusal);
        hall.Clock.AdjustTime(now.AddDays(90).AddMinutes(1));
        try
        {
            Assert.Equal(RefusalKind.PasswordExpired, (await SignIn("A114", Password)).Refusal!.Kind);
            Assert.Contains("不能与原密码相同", (await Renew(Password)).Refusal!.Text, StringComparison.Ordinal);
            Assert.Null((await Renew("Evening-17-00")).Refusal);
            Assert.Null((await SignIn("A114", "Evening-17-00")).Refusal);
            Assert.NotNull((await SignIn("A114", Password)).Refusal);
        }
        finally
        {
            hall.Clock.AdjustTime(now);
        }

        Task<Answer<Done>> Renew(string password) => hall.Get<RenewPassword>().Run(new("A114", Password, password, "192.0.2.7"), default);
    }

    [Fact]
    public async Task Guesses_made_at_once_are_counted_one_by_one()
    {
        await PersonWithPassword("A103");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SignIn("A103", "wrong", "192.0.2.103")));

        var told = (await hall.AuditRecords()).Where(record => record.Subject == "staff A103" && record.Action == "account.sign-in").Select(record => record.Detail).ToList();
        Assert.Equal([4, 1, 7], new[] { "密码不正确", "密码不正确，帐号自此锁定", "帐号已锁定" }.Select(detail => told.Count(one => one == detail)));
    }

    [Fact]
    public async Task A_success_forgets_the_failures_before_it()
    {
        await PersonWithPassword("A104");
        for (var round = 0; round < 2; round++)
        {
            for (var attempt = 0; attempt < 4; attempt++)
                await SignIn("A104", "wrong", "192.0.2.104");
            Assert.Null((await SignIn("A104", Password, "192.0.2.104")).Refusal);
        }
    }

    [Fact]
    public async Task Somebody_who_has_left_cannot_sign_in()
    {
        var person = await PersonWithPassword("A105");
        var before = (await SignIn("A105", Password)).Value;
        await using (var db = await hall.Factory.CreateDbContextAsync())
        {
            (await db.Staff.FindAsync(person.StaffId))!.LeftOn = new DateOnly(2026, 11, 18);
            await db.SaveChangesAsync();
        }

        Assert.NotNull((await SignIn("A105", Password)).Refusal);
        Assert.Null(await Check(before));
    }

    [Theory]
    [InlineData("short-1", "8 至 128")]
    [InlineData("alllowercase", "至少三类")]
    [InlineData("A106-Secret", "工号")]
    public async Task A_weak_password_is_refused_with_what_it_lacks(string password, string expected)
    {
        var admin = await hall.Person("admin" + password, HallRole.SystemAdministrator);
        var person = expected == "工号" ? await hall.Person("A106") : await hall.Person("weak" + password);
        var code = (await hall.Get<IssueCodes>().Run(admin, [person.StaffId], default)).Value[0];

        var answer = await hall.Get<SetPassword>().Run(new(code.Number, code.Code, password, ""), default);

        Assert.Contains(expected, answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_works_once_and_for_seven_days()
    {
        var admin = await hall.Person("A107-admin", HallRole.SystemAdministrator);
        var person = await hall.Person("A107");
        var code = (await hall.Get<IssueCodes>().Run(admin, [person.StaffId], default)).Value[0];
        Assert.Null((await Set(code.Code)).Refusal);
        Assert.NotNull((await Set(code.Code)).Refusal);

        var late = (await hall.Get<IssueCodes>().Run(admin, [person.StaffId], default)).Value[0];
        var now = hall.Clock.GetUtcNow();
        hall.Clock.AdjustTime(now.AddDays(7));
        var answer = await Set(late.Code);
        hall.Clock.AdjustTime(now);
        Assert.NotNull(answer.Refusal);

        Task<Answer<Done>> Set(string text) => hall.Get<SetPassword>().Run(new("A107", text, Password, ""), default);
    }

    [Fact]
    public async Task After_an_import_everybody_without_a_password_gets_a_code_and_nobody_a_second_one()
    {
        var admin = await hall.Person("A109-admin", HallRole.SystemAdministrator);
        await hall.Person("A109");
        await PersonWithPassword("A110");

        var issued = (await hall.Get<IssueCodes>().ToEverybodyWithout(admin, default)).Value;

        Assert.Contains(issued, code => code.Number == "A109");
        Assert.DoesNotContain(issued, code => code.Number == "A110");
        Assert.Equal(RefusalKind.NotFound, (await hall.Get<IssueCodes>().ToEverybodyWithout(admin, default)).Refusal!.Kind);
    }

    [Fact]
    public async Task The_audit_tells_sign_ins_and_failures_with_their_address()
    {
        await PersonWithPassword("A108");
        await SignIn("A108", "wrong");
        await SignIn("A108", Password);

        var records = (await hall.AuditRecords()).Where(record => record is { Action: "account.sign-in", Subject: "staff A108" }).ToList();

        Assert.Equal([AuditOutcome.Refused, AuditOutcome.Done], records.Select(record => record.Outcome));
        Assert.All(records, record => Assert.Equal("192.0.2.7", record.Address));
    }

    private async Task<Actor> PersonWithPassword(string number)
    {
        var admin = await hall.Person(number + "-admin", HallRole.SystemAdministrator);
        var person = await hall.Person(number);
        var code = (await hall.Get<IssueCodes>().Run(admin, [person.StaffId], default)).Value[0].Code;
        _ = (await hall.Get<SetPassword>().Run(new(number, code, Password, ""), default)).Value;
        return person;
    }

    private Task<Answer<SignIn>> SignIn(string number, string password, string address = "192.0.2.7") =>
        hall.Get<SignInWithPassword>().Run(new(number, password, Face.Desk, address, "test"), default);

    private async Task<bool> Known(string number)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Staff.AnyAsync(staff => staff.Number == number);
    }

    private Task<Rights?> Check(SignIn signIn) => hall.Get<CheckSignIn>().Run(signIn.Id, isUse: false, default);
}
