using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Accounts;

/// <summary>Nothing is done for a sign-in that has ended, whatever a page that is still open sends.</summary>
public sealed class EndedSignInTests(TestHall hall) : IClassFixture<TestHall>
{
    private const string Password = "Morning-8-30";

    [Theory]
    [InlineData("N101", "signed out")]
    [InlineData("N102", "signed out everywhere")]
    [InlineData("N103", "another password")]
    [InlineData("N104", "a password by code")]
    [InlineData("N105", "gone from the hall")]
    [InlineData("N106", "thirty minutes idle")]
    public async Task A_use_case_refuses_and_changes_nothing(string number, string end)
    {
        var head = await SignedIn(number);
        Assert.Null((await List(head)).Refusal);
        var now = hall.Clock.GetUtcNow();
        try
        {
            await End(head, number, end);

            var answer = await hall.Get<IssueCodes>().Run(head, [head.StaffId], default);

            Assert.Equal(RefusalKind.NotSignedIn, answer.Refusal!.Kind);
            Assert.Equal(RefusalKind.NotSignedIn, (await List(head)).Refusal!.Kind);
            await using var db = await hall.Factory.CreateDbContextAsync();
            Assert.True(await db.Accounts.Where(account => account.Id == head.StaffId).AllAsync(account => account.CodeHash == null));
        }
        finally
        {
            hall.Clock.AdjustTime(now);
        }
    }

    [Fact]
    public async Task One_sign_in_of_a_person_is_not_another_persons()
    {
        var (head, other) = (await SignedIn("N200"), await SignedIn("N201"));

        var answer = await List(head with { SignInId = other.SignInId });

        Assert.Equal(RefusalKind.NotSignedIn, answer.Refusal!.Kind);
    }

    [Fact]
    public async Task A_password_and_digits_for_the_terminal_are_not_changed_either()
    {
        var head = await SignedIn("N202");
        await hall.Get<SignOut>().One(head, head.SignInId!.Value, default);

        var password = await hall.Get<ChangePassword>().Run(head, new("N202", head.SignInId.Value, Password, "Evening-17-00"), default);
        var digits = await hall.Get<SetTerminalPin>().Run(head, new("N202", Password, "480276", "480276"), default);
        var confirmed = await hall.Get<ConfirmPassword>().Run(head, Password, default);

        Assert.All([password.Refusal, digits.Refusal, confirmed.Refusal], refusal => Assert.Equal(RefusalKind.NotSignedIn, refusal!.Kind));
        Assert.Empty(await hall.Get<MySignIns>().Run(head, default));
    }

    private Task<Answer<ListMessages.Found>> List(Actor actor) => hall.Get<ListMessages>().Run(actor, new(null, UnreadOnly: false, 1, 8), default);

    private async Task End(Actor head, string number, string end)
    {
        switch (end)
        {
            case "signed out":
                await hall.Get<SignOut>().One(head, head.SignInId!.Value, default);
                break;
            case "signed out everywhere":
                await hall.Get<SignOut>().Everywhere(head, default);
                break;
            case "another password":
                Assert.Null((await hall.Get<RenewPassword>().Run(new(number, Password, "Evening-17-00", ""), default)).Refusal);
                break;
            case "a password by code":
                await SetByCode(head, number, "Evening-17-00");
                break;
            case "gone from the hall":
                await hall.Sql($"UPDATE staff_member SET left_on = '2026-11-18' WHERE id = {head.StaffId}");
                break;
            default:
                hall.Clock.Advance(CheckSignIn.DeskIdle + TimeSpan.FromSeconds(1));
                break;
        }
    }

    private async Task<Actor> SignedIn(string number)
    {
        var person = await hall.Person(number, HallRole.SystemAdministrator);
        await SetByCode(person, number, Password);
        var signIn = (await hall.Get<SignInWithPassword>().Run(new(number, Password, Face.Desk, "", "test"), default)).Value;
        return person with { SignInId = signIn.Id };
    }

    private async Task SetByCode(Actor person, string number, string password)
    {
        var code = (await hall.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default)).Value[0].Code;
        _ = (await hall.Get<SetPassword>().Run(new(number, code, password, ""), default)).Value;
    }
}
