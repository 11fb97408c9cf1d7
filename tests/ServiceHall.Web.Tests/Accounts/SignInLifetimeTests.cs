using ServiceHall.Web.Accounts;
using ServiceHall.Web.Retention;

namespace ServiceHall.Web.Tests.Accounts;

public sealed class SignInLifetimeTests : IClassFixture<TestHall>
{
    private const string Password = "Morning-8-30";
    private readonly TestHall _hall;
    private readonly DateTimeOffset _start;

    public SignInLifetimeTests(TestHall hall)
    {
        _hall = hall;
        _start = new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero);
        hall.Clock.AdjustTime(_start);
    }

    [Fact]
    public async Task At_the_desk_a_sign_in_ends_after_thirty_minutes_without_use()
    {
        var (_, signIn) = await SignedIn("B100", Face.Desk);

        Assert.True(await HoldsAfter(signIn, TimeSpan.FromMinutes(30), isUse: true));
        Assert.True(await HoldsAfter(signIn, TimeSpan.FromMinutes(60), isUse: false));
        Assert.False(await HoldsAfter(signIn, TimeSpan.FromMinutes(61), isUse: true));
    }

    [Fact]
    public async Task Merely_looking_whether_it_holds_is_no_use()
    {
        var (_, signIn) = await SignedIn("B101", Face.Desk);

        Assert.True(await HoldsAfter(signIn, TimeSpan.FromMinutes(20), isUse: false));
        Assert.False(await HoldsAfter(signIn, TimeSpan.FromMinutes(31), isUse: false));
    }

    [Fact]
    public async Task What_is_long_over_is_deleted_and_what_may_still_hold_is_not()
    {
        var (_, old) = await SignedIn("B190", Face.Phone);
        _hall.Clock.AdjustTime(_start.AddDays(RetentionLimit.HalfYear + 1).AddMinutes(1));
        var (_, young) = await SignedIn("B191", Face.Phone);

        Assert.InRange(await _hall.Expire("sign-ins"), 1, int.MaxValue);

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal([young.Id], db.SignIns.Where(signIn => signIn.Id == old.Id || signIn.Id == young.Id).Select(signIn => signIn.Id));
    }

    [Fact]
    public async Task The_audit_is_read_by_days()
    {
        var auditor = await _hall.Person("B192", HallRole.AuditAdministrator);
        await _hall.Get<ReadAudit>().Run(auditor, new("", null, 1), default);
        _hall.Clock.AdjustTime(_start.AddDays(2));

        Assert.Equal(1, await Found(new(2026, 11, 19), new(2026, 11, 19)));
        Assert.Equal(0, await Found(new(2026, 11, 20), new(2026, 11, 20)));

        async Task<int> Found(DateOnly first, DateOnly last) =>
            (await _hall.Get<ReadAudit>().Run(auditor, new("B192", null, 1, first, last), default)).Value.Total;
    }

    [Fact]
    public async Task A_phone_stays_signed_in_for_thirty_days()
    {
        var (_, signIn) = await SignedIn("B102", Face.Phone);

        Assert.True(await HoldsAfter(signIn, TimeSpan.FromDays(30), isUse: true));
        Assert.False(await HoldsAfter(signIn, TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1), isUse: true));
    }

    [Fact]
    public async Task Sign_out_everywhere_ends_the_phone_too()
    {
        var (person, desk) = await SignedIn("B103", Face.Desk);
        var phone = await SignIn("B103", Face.Phone);

        Assert.Equal(2, (await _hall.Get<SignOut>().Everywhere(person, default)).Value);

        Assert.False(await HoldsAfter(desk, TimeSpan.Zero, isUse: true));
        Assert.False(await HoldsAfter(phone, TimeSpan.Zero, isUse: true));
    }

    [Fact]
    public async Task Nobody_ends_the_sign_in_of_somebody_else()
    {
        var (_, signIn) = await SignedIn("B104", Face.Desk);
        var other = await _hall.Person("B105");

        await _hall.Get<SignOut>().One(other, signIn.Id, default);

        Assert.True(await HoldsAfter(signIn, TimeSpan.Zero, isUse: true));
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_devices_and_keeps_this_one()
    {
        var (person, here) = await SignedIn("B106", Face.Desk);
        var there = await SignIn("B106", Face.Phone);

        var answer = await _hall.Get<ChangePassword>().Run(person, new("B106", here.Id, Password, "Evening-17-00"), default);

        Assert.Null(answer.Refusal);
        Assert.True(await HoldsAfter(here, TimeSpan.Zero, isUse: true));
        Assert.False(await HoldsAfter(there, TimeSpan.Zero, isUse: true));
    }

    [Fact]
    public async Task A_wrong_old_password_changes_nothing()
    {
        var (person, here) = await SignedIn("B107", Face.Desk);

        var answer = await _hall.Get<ChangePassword>().Run(person, new("B107", here.Id, "wrong", "Evening-17-00"), default);

        Assert.Contains("原密码不正确", answer.Refusal!.Text, StringComparison.Ordinal);
        await SignIn("B107", Face.Desk);
    }

    [Fact]
    public async Task A_granted_role_counts_from_the_next_request_on()
    {
        var (person, signIn) = await SignedIn("B108", Face.Desk);
        var admin = await _hall.Person("B108-granter", HallRole.SystemAdministrator);
        await _hall.Get<GrantRole>().Grant(admin, new(person.StaffId, HallRole.Section), default);

        var rights = await _hall.Get<CheckSignIn>().Run(signIn.Id, isUse: true, default);

        Assert.True(rights!.May(Right.EditPeople));
        Assert.False(rights.May(Right.ReadAudit));
    }

    private async Task<bool> HoldsAfter(SignIn signIn, TimeSpan time, bool isUse)
    {
        _hall.Clock.AdjustTime(_start + time);
        return await _hall.Get<CheckSignIn>().Run(signIn.Id, isUse, default) is not null;
    }

    private async Task<(Actor Person, SignIn SignIn)> SignedIn(string number, Face face)
    {
        var admin = await _hall.Person(number + "-admin", HallRole.SystemAdministrator);
        var person = await _hall.Person(number);
        var code = (await _hall.Get<IssueCodes>().Run(admin, [person.StaffId], default)).Value[0].Code;
        _ = (await _hall.Get<SetPassword>().Run(new(number, code, Password, ""), default)).Value;
        return (person, await SignIn(number, face));
    }

    private async Task<SignIn> SignIn(string number, Face face) =>
        (await _hall.Get<SignInWithPassword>().Run(new(number, Password, face, "", "test"), default)).Value;
}
