using Microsoft.EntityFrameworkCore;
using OtpNet;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Accounts;

/// <summary>A hall that asks for a second factor as it is built in.</summary>
public sealed class FactorHall : TestHall
{
    private protected override string FactorRoles => "";
}

/// <summary>Whoever needs a second factor is not signed in by the password alone.</summary>
public sealed class SecondFactorTests(FactorHall hall) : IClassFixture<FactorHall>
{
    private const string Password = TestHall.Password;

    [Theory]
    [InlineData(nameof(HallRole.SystemAdministrator), true)]
    [InlineData(nameof(HallRole.AuditAdministrator), true)]
    [InlineData(nameof(HallRole.SecurityAdministrator), true)]
    [InlineData(nameof(HallRole.SectionHead), true)]
    [InlineData(nameof(HallRole.Section), false)]
    [InlineData(nameof(HallRole.OutsideInspector), false)]
    public async Task Built_in_the_three_administrators_and_the_head_need_one(string role, bool needs)
    {
        await hall.CanSignIn("G1-" + role, Enum.Parse<HallRole>(role));

        var answer = await FirstStep("G1-" + role);

        Assert.Equal(needs, answer.Partial is not null);
        Assert.Equal(!needs, answer.SignIn is not null);
    }

    [Fact]
    public async Task The_first_step_signs_nobody_in_and_leads_to_setting_a_factor()
    {
        var head = await hall.CanSignIn("G100", HallRole.SectionHead);
        var partial = (await FirstStep("G100")).Partial!;
        Assert.Empty(await SignIns(head));

        var (secret, enrolled) = await Enrol(partial);

        Assert.Equal(RecoveryCodes.Number, enrolled.RecoveryCodes.Count);
        Assert.NotNull(await hall.Get<CheckSignIn>().Run(enrolled.SignIn!.Id, isUse: false, default));
        await using var db = await hall.Factory.CreateDbContextAsync();
        var kept = (await db.Set<Authenticator>().SingleAsync(own => own.StaffId == head.StaffId)).Secret;
        Assert.DoesNotContain(Convert.ToHexString(Base32Encoding.ToBytes(secret)), Convert.ToHexString(kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_taken_once_and_one_of_long_ago_not_at_all()
    {
        await hall.CanSignIn("G110", HallRole.SectionHead);
        var (secret, _) = await Enrol((await FirstStep("G110")).Partial!);
        Later(30);
        var code = Code(secret);

        Assert.Null((await Second("G110", code)).Refusal);
        Assert.Equal(SecondStep.Wrong, (await Second("G110", code)).Refusal);
        Later(300);
        Assert.Equal(SecondStep.Wrong, (await Second("G110", code)).Refusal);
        Assert.Null((await Second("G110", Code(secret))).Refusal);
    }

    [Fact]
    public async Task A_recovery_code_is_taken_once()
    {
        await hall.CanSignIn("G120", HallRole.SectionHead);
        var (_, enrolled) = await Enrol((await FirstStep("G120")).Partial!);

        Assert.Null((await Second("G120", enrolled.RecoveryCodes[0])).Refusal);
        Assert.Equal(SecondStep.Wrong, (await Second("G120", enrolled.RecoveryCodes[0])).Refusal);
        Assert.Null((await Second("G120", enrolled.RecoveryCodes[1].ToLowerInvariant())).Refusal);
    }

    [Fact]
    public async Task Five_wrong_codes_lock_the_second_step_whatever_right_passwords_come_between()
    {
        await hall.CanSignIn("G130", HallRole.SectionHead);
        var (secret, enrolled) = await Enrol((await FirstStep("G130")).Partial!);
        Later(30);
        for (var attempt = 0; attempt < AccountsModule.FailuresBeforeLock; attempt++)
            Assert.Equal(SecondStep.Wrong, (await Second("G130", "000000")).Refusal);

        Assert.Equal(SecondStep.Wrong, (await Second("G130", Code(secret))).Refusal);
        Assert.Equal(SecondStep.Wrong, (await Second("G130", enrolled.RecoveryCodes[0])).Refusal);
        Later(AccountsModule.LockMinutes * 60);
        Assert.Null((await Second("G130", Code(secret))).Refusal);
    }

    [Fact]
    public async Task A_password_changed_between_the_steps_ends_the_first_one()
    {
        var head = await hall.CanSignIn("G140", HallRole.SectionHead);
        var (_, enrolled) = await Enrol((await FirstStep("G140")).Partial!);
        var partial = (await FirstStep("G140")).Partial!;
        Assert.Null((await hall.Get<ChangePassword>().Run(head, new("G140", Guid.Empty, Password, "Evening-17-00"), default)).Refusal);

        var answer = await hall.Get<SecondStep>().Run(new(partial, enrolled.RecoveryCodes[0], "", ""), default);

        Assert.Equal(RefusalKind.NotSignedIn, answer.Refusal!.Kind);
    }

    [Fact]
    public async Task A_first_step_gives_nobody_a_new_factor_where_there_is_one()
    {
        await hall.CanSignIn("G150", HallRole.SectionHead);
        await Enrol((await FirstStep("G150")).Partial!);
        var partial = (await FirstStep("G150")).Partial!;

        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<EnrolAuthenticator>().Begin(Who(partial), default)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_clerk_may_have_one_and_is_asked_from_then_on()
    {
        var clerk = await hall.CanSignIn("G160");
        Assert.NotNull((await FirstStep("G160")).SignIn);
        var enrol = hall.Get<EnrolAuthenticator>();
        Assert.Contains("密码不正确", (await enrol.Begin(new(clerk, "G160", "wrong"), default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.NotNull((await enrol.Begin(new(clerk, "G160", null), default)).Refusal);
        var shown = (await enrol.Begin(new(clerk, "G160", Password), default)).Value;
        Assert.Null((await enrol.Confirm(new(clerk, "G160", null), Code(shown.Secret), "", default)).Refusal);

        Assert.NotNull((await FirstStep("G160")).Partial);
        Assert.Null((await hall.Get<RemoveFactor>().Run(clerk, new("G160", Password, null), default)).Refusal);
        Assert.NotNull((await FirstStep("G160")).SignIn);
        Assert.Equal(2, (await Told(clerk)).Count(text => text.StartsWith("您的双重验证", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_last_factor_of_whoever_needs_one_stays()
    {
        var head = await hall.CanSignIn("G170", HallRole.SectionHead);
        await Enrol((await FirstStep("G170")).Partial!);

        Assert.Contains("最后一种", (await hall.Get<RemoveFactor>().Run(head, new("G170", Password, null), default)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_device_is_reset_by_one_administrator_after_a_second_person_has_signed()
    {
        var admin = await hall.Person("G180-admin", HallRole.SystemAdministrator);
        var leader = await hall.CanSignIn("G180-leader", HallRole.HallLeader);
        var audit = await hall.CanSignIn("G180-audit", HallRole.AuditAdministrator);
        var head = await hall.CanSignIn("G180", HallRole.SectionHead);
        var (_, enrolled) = await Enrol((await FirstStep("G180")).Partial!);
        var reset = hall.Get<ResetFactors>();
        Assert.Equal(RefusalKind.SecondSignerWanted, (await reset.Run(admin, head.StaffId, default)).Refusal!.Kind);
        Assert.Null((await hall.Get<AskSecondSigner>().Run(admin, new(head.StaffId, AccountRequestKind.ResetFactor), default)).Refusal);
        Assert.Equal(RefusalKind.SecondSignerWanted, (await reset.Run(admin, head.StaffId, default)).Refusal!.Kind);
        var asked = (await hall.Get<ListAccountRequests>().Run(leader, default)).Value.Single(row => row.Number == "G180");
        Assert.Null((await hall.Get<SignAccountRequest>().Run(leader, new(asked.Id, Signs: true), default)).Refusal);

        Assert.Null((await reset.Run(admin, head.StaffId, default)).Refusal);

        Assert.Null(await hall.Get<CheckSignIn>().Run(enrolled.SignIn!.Id, isUse: false, default));
        Assert.Equal(RefusalKind.SecondSignerWanted, (await reset.Run(admin, head.StaffId, default)).Refusal!.Kind);
        Assert.Contains(await Told(audit), text => text.Contains("G180", StringComparison.Ordinal) && text.Contains("已重设双重验证", StringComparison.Ordinal));
        Assert.Contains(await Told(head), text => text.Contains("已重设双重验证", StringComparison.Ordinal));
        await Enrol((await FirstStep("G180")).Partial!);
    }

    [Fact]
    public async Task Whoever_is_given_a_role_that_needs_one_signs_in_again()
    {
        var admin = await hall.Person("G190-admin", HallRole.SystemAdministrator);
        var person = await hall.CanSignIn("G190");
        var before = (await FirstStep("G190")).SignIn!;

        Assert.Null((await hall.Get<GrantRole>().Grant(Actor.Hall, new(person.StaffId, HallRole.SectionHead), default)).Refusal);

        Assert.Null(await hall.Get<CheckSignIn>().Run(before.Id, isUse: false, default));
        Assert.NotNull((await FirstStep("G190")).Partial);
    }

    [Fact]
    public async Task What_somebody_with_the_password_was_shown_is_no_second_factor_of_whoever_enrols_later()
    {
        var head = await hall.CanSignIn("G200", HallRole.SectionHead);
        var enrol = hall.Get<EnrolAuthenticator>();
        var thief = (await FirstStep("G200")).Partial!;
        var seen = (await enrol.Begin(Who(thief), default)).Value.Secret;
        Assert.Equal(seen, (await enrol.Begin(Who(thief), default)).Value.Secret);

        var (secret, _) = await Enrol((await FirstStep("G200")).Partial!);

        Assert.NotEqual(seen, secret);
        Assert.NotNull((await enrol.Confirm(Who(thief), Code(seen), "test", default)).Refusal);
        Later(30);
        Assert.Equal(SecondStep.Wrong, (await Second("G200", Code(seen))).Refusal);
        Assert.Single(await SignIns(head));
    }

    [Fact]
    public async Task A_code_is_the_same_with_a_blank_and_in_full_width()
    {
        await hall.CanSignIn("G205", HallRole.SectionHead);
        var (secret, enrolled) = await Enrol((await FirstStep("G205")).Partial!);
        Later(30);
        var code = Code(secret);

        Assert.Null((await Second("G205", $"{code[..3]} {code[3..]}")).Refusal);
        Later(30);
        Assert.Null((await Second("G205", Wide(Code(secret)))).Refusal);
        Assert.Null((await Second("G205", Wide(enrolled.RecoveryCodes[0].ToLowerInvariant()))).Refusal);

        static string Wide(string text) => string.Concat(text.Select(one => char.IsAsciiLetterOrDigit(one) ? (char)(one + 0xFEE0) : one));
    }

    [Fact]
    public async Task The_password_alone_does_not_change_the_password_of_whoever_has_a_second_factor()
    {
        await hall.CanSignIn("G210", HallRole.SectionHead);
        var (secret, _) = await Enrol((await FirstStep("G210")).Partial!);
        Later(30);

        Assert.Equal(RefusalKind.SecondFactorWanted, (await Renew("")).Refusal?.Kind);
        Assert.Equal(RefusalKind.SecondFactorWanted, (await Renew("000000")).Refusal?.Kind);
        Assert.Null((await Renew(Code(secret))).Refusal);

        Task<Answer<Done>> Renew(string code) =>
            hall.Get<RenewPassword>().Run(new("G210", Password, "Evening-17-00", "192.0.2.7", code), default);
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("SectionHead, HallLeader", 2)]
    [InlineData(null, 4)]
    public void The_setting_names_the_roles(string? setting, int number)
    {
        Assert.Equal(number, new SecondFactorOptions { Roles = setting }.Required.Count);
        Assert.Null(SecondFactorOptions.Fault(setting));
    }

    [Theory]
    [InlineData("Boss")]
    [InlineData("SectionHead,Clerk")]
    public void A_role_that_is_none_stops_the_start_with_a_sentence(string setting) =>
        Assert.Contains("Hall:SecondFactor:Roles", SecondFactorOptions.Fault(setting), StringComparison.Ordinal);

    private static FactorOwner.Who Who(PartialSignIn partial) => new(new Actor(partial.StaffId, "192.0.2.1"), "", null, partial);

    private string Code(string secret) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(hall.Clock.GetUtcNow().UtcDateTime);

    private void Later(int seconds) => hall.Clock.Advance(TimeSpan.FromSeconds(seconds));

    private async Task<SignInWithPassword.Passed> FirstStep(string number) =>
        (await hall.Get<SignInWithPassword>().FirstStep(new(number, Password, Face.Desk, "192.0.2.7", "test"), default)).Value;

    private async Task<Answer<SignIn>> Second(string number, string code) =>
        await hall.Get<SecondStep>().Run(new((await FirstStep(number)).Partial!, code, "192.0.2.7", "test"), default);

    private async Task<(string Secret, EnrolAuthenticator.Enrolled Enrolled)> Enrol(PartialSignIn partial)
    {
        var enrol = hall.Get<EnrolAuthenticator>();
        var shown = (await enrol.Begin(Who(partial), default)).Value;
        return (shown.Secret, (await enrol.Confirm(Who(partial), Code(shown.Secret), "test", default)).Value);
    }

    private async Task<List<SignIn>> SignIns(Actor person)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.SignIns.Where(signIn => signIn.StaffId == person.StaffId).ToListAsync();
    }

    private async Task<List<string>> Told(Actor person)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == person.StaffId).Select(message => message.Text).ToListAsync();
    }
}
