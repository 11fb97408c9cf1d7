using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.SecondFactor;

namespace ServiceHall.Web.Tests.Accounts.Refused;

/// <summary>Wrong passwords, codes and digits are on record, and nobody fills the audit with them.</summary>
public sealed class RefusedSignInsTests(TestHall hall) : IClassFixture<TestHall>
{
    private const int Times = 40;

    [Fact]
    public async Task Who_tries_numbers_that_nobody_has_is_counted_by_the_network()
    {
        for (var time = 0; time < Times; time++)
            await SignIn($"RN{time}", $"2001:db8::{time:x}");

        var records = (await hall.AuditRecords()).Where(record => record.Subject.StartsWith("staff RN", StringComparison.Ordinal)).ToList();
        Assert.InRange(records.Count, 10, 12);
        Assert.Contains(records, record => record.Detail.Contains("第 20 次", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_wrong_password_of_a_person_is_on_record_and_what_follows_on_the_lock_is_counted()
    {
        var person = await hall.Person("RL1");
        await Password(person, "RL1");
        for (var time = 0; time < Times; time++)
            await SignIn("RL1", "192.0.2.71");

        var records = await Of(person);
        Assert.Equal(AccountsModule.FailuresBeforeLock, records.Count(record => record.Detail.StartsWith("密码不正确", StringComparison.Ordinal)));
        Assert.Single(records, record => record.Detail.Contains("自此锁定", StringComparison.Ordinal));
        Assert.InRange(records.Count, 10, AccountsModule.FailuresBeforeLock + 12);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("factor")]
    [InlineData("terminal")]
    [InlineData("code")]
    public async Task A_locked_person_fills_no_audit(string what)
    {
        var person = await hall.Person($"RP-{what}");
        await Password(person, $"RP-{what}");
        var before = (await hall.AuditRecords()).Count;

        for (var time = 0; time < Times; time++)
            Assert.NotNull(await Try(what, person));

        Assert.InRange((await hall.AuditRecords()).Count - before, 10, AccountsModule.FailuresBeforeLock + 12);
    }

    private async Task<Refusal?> Try(string what, Actor person) => what switch
    {
        "password" => (await hall.Get<ConfirmPassword>().Run(person, "wrong", default)).Refusal,
        "factor" => (await hall.Get<Passkeys>().BeginAdding(new(person, "RP-factor", "wrong"), new Microsoft.AspNetCore.Http.DefaultHttpContext(), default)).Refusal,
        "terminal" => (await hall.Get<CheckTerminalPin>().Run("RP-terminal", "000000", "terminal 1", "192.0.2.72", default)).Refusal,
        _ => (await hall.Get<SetPassword>().Run(new("RP-code", "ABCD-EFGH", "Evening-17-00", "192.0.2.73"), default)).Refusal,
    };

    private async Task SignIn(string number, string address) =>
        Assert.NotNull((await hall.Get<SignInWithPassword>().Run(new(number, "wrong", Face.Desk, address, ""), default)).Refusal);

    private async Task Password(Actor person, string number)
    {
        var issued = await hall.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default);
        Assert.Null((await hall.Get<SetPassword>().Run(new(number, issued.Value[0].Code, "Morning-8-30", ""), default)).Refusal);
    }

    private async Task<List<AuditRecord>> Of(Actor person) =>
        [.. (await hall.AuditRecords()).Where(record => record.ActorId == person.StaffId && record.Outcome == AuditOutcome.Refused)];
}
