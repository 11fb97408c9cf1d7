using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Accounts;

public sealed class RolesTests(TestHall hall) : IClassFixture<TestHall>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task System_and_audit_are_never_in_one_hand(bool systemFirst)
    {
        var (held, asked) = systemFirst
            ? (HallRole.SystemAdministrator, HallRole.AuditAdministrator)
            : (HallRole.AuditAdministrator, HallRole.SystemAdministrator);
        var admin = await hall.Person($"C100-{held}", HallRole.SystemAdministrator);
        var person = await hall.Person($"C101-{held}", held);

        var answer = await hall.Get<GrantRole>().Grant(admin, new(person.StaffId, asked), default);

        Assert.Contains("不能由同一人兼任", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(HallRole.SystemAdministrator))]
    [InlineData(nameof(HallRole.AuditAdministrator))]
    public async Task Security_is_never_in_one_hand_with_system_or_audit(string held)
    {
        var admin = await hall.Person($"C110-{held}", HallRole.SystemAdministrator);
        var person = await hall.Person($"C111-{held}", Enum.Parse<HallRole>(held));

        var answer = await hall.Get<GrantRole>().Grant(admin, new(person.StaffId, HallRole.SecurityAdministrator), default);

        Assert.Contains("不能由同一人兼任", answer.Refusal!.Text, StringComparison.Ordinal);
        var other = await hall.Person($"C112-{held}");
        Assert.Null((await hall.Get<GrantRole>().Grant(admin, new(other.StaffId, HallRole.SecurityAdministrator), default)).Refusal);
    }

    [Fact]
    public async Task System_and_audit_granted_in_the_same_second_do_not_meet_in_one_hand()
    {
        var admin = await hall.Person("C102", HallRole.SystemAdministrator);
        var person = await hall.Person("C103");

        var answers = await Task.WhenAll(
            hall.Get<GrantRole>().Grant(admin, new(person.StaffId, HallRole.SystemAdministrator), default),
            hall.Get<GrantRole>().Grant(admin, new(person.StaffId, HallRole.AuditAdministrator), default));

        Assert.Single(answers, answer => answer.Refusal is null);
    }

    [Fact]
    public async Task Nobody_changes_their_own_roles()
    {
        var admin = await hall.Person("C104", HallRole.SystemAdministrator);

        var answer = await hall.Get<GrantRole>().Grant(admin, new(admin.StaffId, HallRole.SectionHead), default);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal!.Kind);
    }

    [Fact]
    public async Task An_attempt_without_the_right_is_refused_and_recorded()
    {
        var clerk = await hall.Person("C105");
        var other = await hall.Person("C106");

        var answer = await hall.Get<GrantRole>().Grant(clerk, new(other.StaffId, HallRole.Section), default);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal!.Kind);
        Assert.Contains("系统管理员", answer.Refusal.Text, StringComparison.Ordinal);
        Assert.Contains(await hall.AuditRecords(), record =>
            record is { Action: "account.grant-role", Outcome: AuditOutcome.NotAllowed } && record.ActorId == clerk.StaffId);
    }

    [Fact]
    public async Task Nobody_in_particular_may_do_nothing()
    {
        var answer = await hall.Get<IssueCodes>().Run(new Actor(0, ""), [1], default);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal!.Kind);
    }

    [Fact]
    public async Task A_unit_leader_leads_a_named_unit()
    {
        var admin = await hall.Person("C107", HallRole.SystemAdministrator);
        var person = await hall.Person("C108");

        Assert.NotNull((await hall.Get<GrantRole>().Grant(admin, new(person.StaffId, HallRole.UnitLeader), default)).Refusal);
        Assert.NotNull((await hall.Get<GrantRole>().Grant(admin, new(person.StaffId, HallRole.Section, UnitId: 1), default)).Refusal);
    }

    [Fact]
    public async Task A_revoked_role_is_gone_and_on_record()
    {
        var admin = await hall.Person("C109", HallRole.SystemAdministrator);
        var person = await hall.Person("C110", HallRole.Section);

        await hall.Get<GrantRole>().Revoke(admin, new(person.StaffId, HallRole.Section), default);

        Assert.NotNull((await hall.Get<IssueCodes>().Run(person, [1], default)).Refusal);
        Assert.Contains(await hall.AuditRecords(), record => record.Action == "account.revoke-role" && record.ActorId == admin.StaffId);
    }

    [Fact]
    public async Task The_audit_names_whose_role_it_was_by_the_staff_number()
    {
        var admin = await hall.Person("C111", HallRole.SystemAdministrator);
        var person = await hall.Person("C112");

        Assert.Null((await hall.Get<GrantRole>().Grant(admin, new(person.StaffId, HallRole.Section), default)).Refusal);
        Assert.Null((await hall.Get<GrantRole>().Revoke(admin, new(person.StaffId, HallRole.Section), default)).Refusal);
        Assert.NotNull((await hall.Get<GrantRole>().Grant(admin, new(admin.StaffId, HallRole.Section), default)).Refusal);

        Assert.Equal(
            ["account.grant-role staff C112 Done", "account.revoke-role staff C112 Done", "account.grant-role staff C111 NotAllowed"],
            (await hall.AuditRecords()).Where(record => record.ActorId == admin.StaffId).Select(record => $"{record.Action} {record.Subject} {record.Outcome}"));
    }

    [Theory]
    [InlineData(nameof(HallRole.Section))]
    [InlineData(nameof(HallRole.SystemAdministrator))]
    public async Task The_same_role_granted_several_times_in_one_second_is_granted(string name)
    {
        var role = Enum.Parse<HallRole>(name);
        var admin = await hall.Person($"C113-{role}", HallRole.SystemAdministrator);
        for (var round = 0; round < 6; round++)
        {
            var person = await hall.Person($"C114-{role}-{round}");

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hall.Get<GrantRole>().Grant(admin, new(person.StaffId, role), default)));

            Assert.All(answers, answer => Assert.Null(answer.Refusal));
        }
    }

    [Fact]
    public async Task Codes_issued_to_one_person_in_the_same_second_are_given_or_refused_with_a_sentence()
    {
        var admin = await hall.Person("C115", HallRole.SystemAdministrator);
        for (var round = 0; round < 6; round++)
        {
            var person = await hall.Person($"C116-{round}");

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hall.Get<IssueCodes>().Run(admin, [person.StaffId], default)));

            Assert.Contains(answers, answer => answer.Refusal is null);
            Assert.All(answers, answer => Assert.True(answer.Refusal is null or { Kind: RefusalKind.Conflict }));
        }
    }
}

public sealed class FirstAdministratorTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task The_first_administrator_is_made_once_and_only_with_the_code_of_the_terminal()
    {
        var first = hall.Get<FirstAdministrator>();
        Assert.True(await first.IsWanted(default));
        Assert.Equal(RefusalKind.NotAllowed, (await first.Run(Request("guess"), default)).Refusal!.Kind);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => first.Run(Request(first.SetupCode), default)));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.False(await first.IsWanted(default));
        var signedIn = await hall.Get<SignInWithPassword>().Run(new("admin1", "Open-The-Hall-1", Face.Desk, "", ""), default);
        var rights = await hall.Get<CheckSignIn>().Run(signedIn.Value.Id, isUse: true, default);
        Assert.Equal([HallRole.SystemAdministrator], rights!.Roles);
    }

    private static FirstAdministrator.Request Request(string code) => new(code, "admin1", "张管理", "Open-The-Hall-1", "");
}
