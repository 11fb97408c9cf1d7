using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Accounts.SecondSigner;

/// <summary>Nobody opens another one's account alone, nor without a word.</summary>
public sealed class SecondSignerTests(TestHall hall) : IClassFixture<TestHall>
{
    [Theory]
    [InlineData(nameof(HallRole.AuditAdministrator), "E100")]
    [InlineData(nameof(HallRole.SystemAdministrator), "E110")]
    [InlineData(nameof(HallRole.SectionHead), "E120")]
    [InlineData(nameof(HallRole.HallLeader), "E130")]
    public async Task One_administrator_alone_gets_no_code_for_an_account_that_needs_two(string role, string number)
    {
        var admin = await hall.Person(number + "-admin", HallRole.SystemAdministrator);
        await hall.CanSignIn(number + "-leader", HallRole.HallLeader);
        var person = await hall.CanSignIn(number, Enum.Parse<HallRole>(role));

        var answer = await Issue(admin, person);

        Assert.Equal(RefusalKind.SecondSignerWanted, answer.Refusal!.Kind);
        Assert.DoesNotContain(await hall.AuditRecords(), record => record.Action == "account.issue-code" && record.ActorId == admin.StaffId);
    }

    [Fact]
    public async Task A_code_is_issued_once_after_the_second_person_has_signed()
    {
        var (admin, leader, audit) = await Three("E140");
        Assert.Null((await Ask(admin, audit)).Refusal);
        Assert.Equal(RefusalKind.SecondSignerWanted, (await Issue(admin, audit)).Refusal!.Kind);

        Assert.Null((await Sign(leader, audit)).Refusal);
        var issued = await Issue(admin, audit);

        Assert.Null(issued.Refusal);
        Assert.Equal(RefusalKind.SecondSignerWanted, (await Issue(admin, audit)).Refusal!.Kind);
        Assert.Contains(await hall.AuditRecords(), record =>
            record is { Action: "account.issue-code", Subject: "staff E140-audit", Detail: "第二人 E140-leader" });
    }

    [Fact]
    public async Task A_signature_for_one_administrator_gives_another_one_no_code()
    {
        var (admin, leader, audit) = await Three("E145");
        var other = await hall.Person("E145-other", HallRole.SystemAdministrator);
        await Ask(admin, audit);
        await Sign(leader, audit);

        Assert.Equal(RefusalKind.SecondSignerWanted, (await Issue(other, audit)).Refusal!.Kind);
    }

    [Fact]
    public async Task Neither_who_asked_nor_the_person_nor_who_would_gain_signs()
    {
        var (admin, _, audit) = await Three("E150");
        var other = await hall.CanSignIn("E150-other", HallRole.SystemAdministrator);
        var both = await hall.CanSignIn("E150-both", HallRole.SystemAdministrator, HallRole.SectionHead);
        var clerk = await hall.Person("E150-clerk");
        await Ask(admin, audit);

        foreach (var signer in new[] { admin, audit, other, both, clerk })
            Assert.Equal(RefusalKind.NotAllowed, (await Sign(signer, audit)).Refusal?.Kind);

        Assert.Equal(RefusalKind.SecondSignerWanted, (await Issue(admin, audit)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_head_does_not_sign_for_the_leader_who_signs_for_the_head()
    {
        var admin = await hall.Person("E155-admin", HallRole.SystemAdministrator);
        var leader = await hall.CanSignIn("E155-leader", HallRole.HallLeader);
        await hall.CanSignIn("E155-audit", HallRole.AuditAdministrator);
        var head = await hall.CanSignIn("E155-head", HallRole.SectionHead);
        await Ask(admin, leader);

        Assert.Equal(RefusalKind.NotAllowed, (await Sign(head, leader)).Refusal?.Kind);
    }

    [Fact]
    public async Task Nobody_asks_for_their_own_account()
    {
        var (admin, _, _) = await Three("E160");

        Assert.Equal(RefusalKind.NotAllowed, (await Ask(admin, admin)).Refusal?.Kind);
    }

    [Fact]
    public async Task The_person_and_the_audit_administrator_are_told_of_asking_signing_issuing_and_using()
    {
        var admin = await hall.Person("E170-admin", HallRole.SystemAdministrator);
        var leader = await hall.CanSignIn("E170-leader", HallRole.HallLeader);
        var audit = await hall.CanSignIn("E170-audit", HallRole.AuditAdministrator);
        var head = await hall.CanSignIn("E170-head", HallRole.SectionHead);
        await Ask(admin, head);
        await Sign(leader, head);
        var code = (await Issue(admin, head)).Value[0];

        Assert.Null((await hall.Get<SetPassword>().Run(new("E170-head", code.Code, "Evening-17-00", ""), default)).Refusal);

        Assert.Equal(4, (await Told(head)).Count(text => text.Contains("您的", StringComparison.Ordinal)));
        // Asked to sign as well, since the audit administrator is one who may.
        Assert.Equal(5, (await Told(audit)).Count(text => text.Contains("E170-head", StringComparison.Ordinal)));
        Assert.Contains(await Told(head), text => text.Contains("测试E170-admin", StringComparison.Ordinal) && text.Contains("由一次性代码设置", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clerk_is_told_and_sees_it_on_the_start_page_until_it_is_dismissed()
    {
        var admin = await hall.Person("E180-admin", HallRole.SystemAdministrator);
        var clerk = await hall.CanSignIn("E180");
        Assert.Null(await hall.Get<PasswordByCode>().Run(clerk, default));
        var code = (await Issue(admin, clerk)).Value[0];
        Assert.Null((await hall.Get<SetPassword>().Run(new("E180", code.Code, "Evening-17-00", ""), default)).Refusal);

        var notice = await hall.Get<PasswordByCode>().Run(clerk, default);

        Assert.Equal("系统管理员测试E180-admin", notice!.By);
        Assert.Equal(2, (await Told(clerk)).Count);
        Assert.Null((await hall.Get<PasswordByCode>().Dismiss(clerk, default)).Refusal);
        Assert.Null(await hall.Get<PasswordByCode>().Run(clerk, default));
    }

    [Fact]
    public async Task After_an_import_codes_for_those_who_need_two_are_left_out()
    {
        var admin = await hall.Person("E190-admin", HallRole.SystemAdministrator);
        await hall.CanSignIn("E190-leader", HallRole.HallLeader);
        await hall.Person("E190-head", HallRole.SectionHead);
        await hall.Person("E190-clerk");

        var issued = (await hall.Get<IssueCodes>().ToEverybodyWithout(admin, default)).Value;

        Assert.Contains(issued, code => code.Number == "E190-clerk");
        Assert.DoesNotContain(issued, code => code.Number == "E190-head");
    }

    [Fact]
    public async Task A_request_that_nobody_signed_for_a_week_is_over()
    {
        var (admin, leader, audit) = await Three("E195");
        await Ask(admin, audit);
        var now = hall.Clock.GetUtcNow();
        hall.Clock.AdjustTime(now + AccountRequest.Lifetime);
        try
        {
            Assert.NotNull((await Sign(leader, audit)).Refusal);
            Assert.Null((await Ask(admin, audit)).Refusal);
        }
        finally
        {
            hall.Clock.AdjustTime(now);
        }
    }

    private async Task<(Actor Admin, Actor Leader, Actor Audit)> Three(string number) => (
        await hall.CanSignIn(number + "-admin", HallRole.SystemAdministrator), await hall.CanSignIn(number + "-leader", HallRole.HallLeader),
        await hall.CanSignIn(number + "-audit", HallRole.AuditAdministrator));

    private Task<Answer<IReadOnlyList<IssueCodes.Issued>>> Issue(Actor admin, Actor person) =>
        hall.Get<IssueCodes>().Run(admin, [person.StaffId], default);

    private Task<Answer<Done>> Ask(Actor admin, Actor person) =>
        hall.Get<AskSecondSigner>().Run(admin, new(person.StaffId, AccountRequestKind.Code), default);

    private async Task<Answer<Done>> Sign(Actor signer, Actor person)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var id = await db.Set<AccountRequest>().Where(asked => asked.StaffId == person.StaffId && asked.EndedAt == null)
            .Select(asked => asked.Id).SingleAsync();
        return await hall.Get<SignAccountRequest>().Run(signer, new(id, Signs: true), default);
    }

    private async Task<List<string>> Told(Actor person)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == person.StaffId).Select(message => message.Text).ToListAsync();
    }
}
