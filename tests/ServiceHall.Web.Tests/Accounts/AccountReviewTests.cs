using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.Review;

namespace ServiceHall.Web.Tests.Accounts;

/// <summary>Accounts that nobody uses are found and stopped.</summary>
public sealed class AccountReviewTests(TestHall hall) : IClassFixture<TestHall>
{
    private const string Password = "Morning-8-30";

    [Fact]
    public async Task An_account_without_a_sign_in_for_ninety_days_is_shown_stopped_and_opened_again_by_a_code()
    {
        var admin = await CanSignIn("R100-admin", HallRole.SystemAdministrator);
        var audit = await CanSignIn("R100-audit", HallRole.AuditAdministrator);
        var unused = await CanSignIn("R100");
        await CanSignIn("R101");
        var now = hall.Clock.GetUtcNow();
        hall.Clock.AdjustTime(now.AddDays(80));
        Assert.Null((await SignIn("R101", Password)).Refusal);
        hall.Clock.AdjustTime(now.AddDays(91));
        try
        {
            var shown = (await hall.Get<ReviewAccounts>().Run(audit, default)).Value;
            Assert.Contains(shown, row => row.Number == "R100");
            Assert.DoesNotContain(shown, row => row.Number == "R101");
            Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<CloseAccount>().Run(audit, unused.StaffId, default)).Refusal!.Kind);
            Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<CloseAccount>().Run(admin, admin.StaffId, default)).Refusal!.Kind);

            Assert.Null((await hall.Get<CloseAccount>().Run(admin, unused.StaffId, default)).Refusal);

            Assert.NotNull((await SignIn("R100", Password)).Refusal);
            Assert.DoesNotContain((await hall.Get<ReviewAccounts>().Run(admin, default)).Value, row => row.Number == "R100");
            var code = (await hall.Get<IssueCodes>().Run(admin, [unused.StaffId], default)).Value[0].Code;
            Assert.Null((await hall.Get<SetPassword>().Run(new("R100", code, "Evening-17-00", ""), default)).Refusal);
        }
        finally
        {
            hall.Clock.AdjustTime(now);
        }
    }

    [Fact]
    public async Task Only_the_three_administrators_review()
    {
        var head = await hall.Person("R110", HallRole.SectionHead);

        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<ReviewAccounts>().Run(head, default)).Refusal!.Kind);
    }

    private async Task<Actor> CanSignIn(string number, params HallRole[] roles)
    {
        var person = await hall.Person(number, roles);
        var code = (await hall.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default)).Value[0].Code;
        _ = (await hall.Get<SetPassword>().Run(new(number, code, Password, ""), default)).Value;
        return person;
    }

    private Task<Answer<SignIn>> SignIn(string number, string password) =>
        hall.Get<SignInWithPassword>().Run(new(number, password, Face.Desk, "192.0.2.7", "test"), default);
}
