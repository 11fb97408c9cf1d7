using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.SecondSigner;

namespace ServiceHall.Web.Tests.Accounts.SecondSigner;

/// <summary>Nobody hands out alone what would let a willing hand sign for everything else.</summary>
public sealed class RoleSignatureTests(TestHall hall) : IClassFixture<TestHall>
{
    [Theory]
    [InlineData(nameof(HallRole.SystemAdministrator))]
    [InlineData(nameof(HallRole.AuditAdministrator))]
    [InlineData(nameof(HallRole.SecurityAdministrator))]
    [InlineData(nameof(HallRole.SectionHead))]
    [InlineData(nameof(HallRole.HallLeader))]
    public async Task One_administrator_alone_does_not_grant_a_role_that_opens_accounts(string name)
    {
        var role = Enum.Parse<HallRole>(name);
        var (admin, _, person) = await Three($"R100-{role}");

        var answer = await Grant(admin, person, role);

        Assert.Equal(RefusalKind.SecondSignerWanted, answer.Refusal?.Kind);
        Assert.Contains(role.Chinese(), answer.Refusal!.Text, StringComparison.Ordinal);
        Assert.Empty(await RolesOf(person));
    }

    [Fact]
    public async Task It_is_granted_once_after_the_second_person_has_signed_and_both_are_on_record()
    {
        var (admin, leader, person) = await Three("R110");
        Assert.Null((await Ask(admin, person, HallRole.SectionHead)).Refusal);
        Assert.Equal(RefusalKind.SecondSignerWanted, (await Grant(admin, person, HallRole.SectionHead)).Refusal?.Kind);

        Assert.Null((await Sign(leader, person)).Refusal);
        Assert.Null((await Grant(admin, person, HallRole.SectionHead)).Refusal);

        Assert.Equal([HallRole.SectionHead], await RolesOf(person));
        Assert.Contains(await hall.AuditRecords(), record =>
            record is { Action: "account.grant-role", Subject: "staff R110-person", Detail: "科长，第二人 R110-leader" });
    }

    [Fact]
    public async Task A_signature_for_one_role_grants_no_other_one()
    {
        var (admin, leader, person) = await Three("R120");
        await Ask(admin, person, HallRole.SectionHead);
        await Sign(leader, person);

        Assert.Equal(RefusalKind.SecondSignerWanted, (await Grant(admin, person, HallRole.AuditAdministrator)).Refusal?.Kind);
    }

    [Fact]
    public async Task Neither_the_person_nor_who_asked_nor_another_system_administrator_signs_for_the_audit()
    {
        var (admin, _, person) = await Three("R130");
        var other = await hall.CanSignIn("R130-other", HallRole.SystemAdministrator);
        await Ask(admin, person, HallRole.AuditAdministrator);

        foreach (var signer in new[] { admin, person, other })
            Assert.Equal(RefusalKind.NotAllowed, (await Sign(signer, person)).Refusal?.Kind);
    }

    [Fact]
    public async Task Nor_is_one_revoked_alone_since_then_nobody_would_be_left_to_sign()
    {
        var (admin, leader, _) = await Three("R140");
        var audit = await hall.CanSignIn("R140-audit", HallRole.AuditAdministrator);

        Assert.Equal(RefusalKind.SecondSignerWanted, (await Revoke(admin, audit, HallRole.AuditAdministrator)).Refusal?.Kind);
        Assert.Equal([HallRole.AuditAdministrator], await RolesOf(audit));

        Assert.Null((await Ask(admin, audit, HallRole.AuditAdministrator, AccountRequestKind.RevokeRole)).Refusal);
        Assert.Null((await Sign(leader, audit)).Refusal);
        Assert.Null((await Revoke(admin, audit, HallRole.AuditAdministrator)).Refusal);
        Assert.Empty(await RolesOf(audit));
    }

    [Fact]
    public async Task A_signature_of_somebody_who_has_lost_the_role_since_is_none()
    {
        var (admin, leader, person) = await Three("R160");
        await hall.CanSignIn("R160-second", HallRole.HallLeader);
        await Ask(admin, person, HallRole.SectionHead);
        Assert.Null((await Sign(leader, person)).Refusal);
        Assert.Null((await hall.Get<GrantRole>().Revoke(Actor.Hall, new(leader.StaffId, HallRole.HallLeader), default)).Refusal);

        Assert.Equal(RefusalKind.SecondSignerWanted, (await Grant(admin, person, HallRole.SectionHead)).Refusal?.Kind);
    }

    [Fact]
    public async Task A_code_that_one_person_issued_alone_opens_no_account_that_needs_two_from_now_on()
    {
        var (admin, leader, _) = await Three("R170");
        var person = await hall.Person("R170-new");
        var code = (await hall.Get<IssueCodes>().Run(admin, [person.StaffId], default)).Value[0];
        await Ask(admin, person, HallRole.SectionHead);
        await Sign(leader, person);
        Assert.Null((await Grant(admin, person, HallRole.SectionHead)).Refusal);

        Assert.NotNull((await hall.Get<SetPassword>().Run(new("R170-new", code.Code, "Evening-17-00", ""), default)).Refusal);
    }

    [Fact]
    public async Task What_an_administrator_asked_for_and_cannot_carry_out_another_one_takes_back_and_asks_anew()
    {
        var (admin, leader, person) = await Three("R180");
        var other = await hall.CanSignIn("R180-other", HallRole.SystemAdministrator);
        await Ask(admin, person, HallRole.SectionHead);
        Assert.Equal(RefusalKind.Conflict, (await Ask(other, person, HallRole.SectionHead)).Refusal?.Kind);
        var open = (await hall.Get<ListAccountRequests>().Run(other, default)).Value.Single(row => row.Number == "R180-person");
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<WithdrawAccountRequest>().Run(leader, open.Id, default)).Refusal?.Kind);

        Assert.Null((await hall.Get<WithdrawAccountRequest>().Run(other, open.Id, default)).Refusal);
        Assert.Null((await Ask(other, person, HallRole.SectionHead)).Refusal);
        Assert.Null((await Sign(leader, person)).Refusal);
        Assert.Null((await Grant(other, person, HallRole.SectionHead)).Refusal);
    }

    [Fact]
    public async Task A_role_that_opens_nothing_needs_no_second_person_and_no_request()
    {
        var (admin, _, person) = await Three("R150");

        Assert.NotNull((await Ask(admin, person, HallRole.Section)).Refusal);
        Assert.Null((await Grant(admin, person, HallRole.Section)).Refusal);
        Assert.Null((await Revoke(admin, person, HallRole.Section)).Refusal);
    }

    private async Task<(Actor Admin, Actor Leader, Actor Person)> Three(string number) => (
        await hall.CanSignIn(number + "-admin", HallRole.SystemAdministrator), await hall.CanSignIn(number + "-leader", HallRole.HallLeader),
        await hall.CanSignIn(number + "-person"));

    private Task<Answer<Done>> Grant(Actor admin, Actor person, HallRole role) => hall.Get<GrantRole>().Grant(admin, new(person.StaffId, role), default);

    private Task<Answer<Done>> Revoke(Actor admin, Actor person, HallRole role) => hall.Get<GrantRole>().Revoke(admin, new(person.StaffId, role), default);

    private Task<Answer<Done>> Ask(Actor admin, Actor person, HallRole role, AccountRequestKind kind = AccountRequestKind.GrantRole) =>
        hall.Get<AskSecondSigner>().Run(admin, new(person.StaffId, kind, role), default);

    private async Task<Answer<Done>> Sign(Actor signer, Actor person)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var id = await db.Set<AccountRequest>().Where(asked => asked.StaffId == person.StaffId && asked.EndedAt == null)
            .Select(asked => asked.Id).SingleAsync();
        return await hall.Get<SignAccountRequest>().Run(signer, new(id, Signs: true), default);
    }

    private async Task<List<HallRole>> RolesOf(Actor person)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.RoleGrants.Where(grant => grant.StaffId == person.StaffId).Select(grant => grant.Role).ToListAsync();
    }
}
