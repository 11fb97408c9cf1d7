using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.Review;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Accounts;

/// <summary>Accounts that nobody uses are found and stopped.</summary>
public sealed class AccountReviewTests(TestHall hall) : IClassFixture<TestHall>
{
    private const string Password = TestHall.Password;

    [Fact]
    public async Task An_account_without_a_sign_in_for_ninety_days_is_shown_stopped_and_opened_again_by_a_code()
    {
        var admin = await hall.CanSignIn("R100-admin", HallRole.SystemAdministrator);
        var audit = await hall.CanSignIn("R100-audit", HallRole.AuditAdministrator);
        var unused = await hall.CanSignIn("R100");
        await hall.CanSignIn("R101");
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

            // Not as a password that has expired: as no account at all.
            Assert.Equal(CheckPassword.Wrong, (await SignIn("R100", Password)).Refusal);
            Assert.DoesNotContain((await hall.Get<ReviewAccounts>().Run(admin, default)).Value, row => row.Number == "R100");
            var code = (await hall.Get<IssueCodes>().Run(admin, [unused.StaffId], default)).Value[0].Code;
            Assert.Contains(
                "原密码", (await hall.Get<SetPassword>().Run(new("R100", code, Password, ""), default)).Refusal!.Text, StringComparison.Ordinal);
            Assert.Null((await hall.Get<SetPassword>().Run(new("R100", code, "Evening-17-00", ""), default)).Refusal);
            Assert.Null((await SignIn("R100", "Evening-17-00")).Refusal);
        }
        finally
        {
            hall.Clock.AdjustTime(now);
        }
    }

    [Fact]
    public async Task An_account_that_is_used_is_not_stopped()
    {
        var admin = await hall.CanSignIn("R120-admin", HallRole.SystemAdministrator);
        var used = await hall.CanSignIn("R120");

        Assert.Equal(RefusalKind.Conflict, (await hall.Get<CloseAccount>().Run(admin, used.StaffId, default)).Refusal?.Kind);

        Assert.Null((await SignIn("R120", Password)).Refusal);
    }

    [Fact]
    public async Task Stopping_an_account_that_needs_two_opens_it_to_nobody_alone_and_its_signature_counts_no_more()
    {
        var admin = await hall.CanSignIn("R130-admin", HallRole.SystemAdministrator);
        var leader = await hall.CanSignIn("R130-leader", HallRole.HallLeader);
        var audit = await hall.CanSignIn("R130-audit", HallRole.AuditAdministrator);
        var now = hall.Clock.GetUtcNow();
        hall.Clock.AdjustTime(now.AddDays(91));
        try
        {
            foreach (var unused in new[] { leader, audit })
                Assert.Null((await hall.Get<CloseAccount>().Run(admin, unused.StaffId, default)).Refusal);

            Assert.Equal(RefusalKind.SecondSignerWanted, (await hall.Get<IssueCodes>().Run(admin, [audit.StaffId], default)).Refusal?.Kind);
            await using var db = await hall.Factory.CreateDbContextAsync();
            Assert.DoesNotContain(
                leader.StaffId, (await SecondSigners.Read(db, hall.Clock.Today(), default)).Of(audit.StaffId, [HallRole.AuditAdministrator], admin.StaffId));
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

    private Task<Answer<SignIn>> SignIn(string number, string password) =>
        hall.Get<SignInWithPassword>().Run(new(number, password, Face.Desk, "192.0.2.7", "test"), default);
}
