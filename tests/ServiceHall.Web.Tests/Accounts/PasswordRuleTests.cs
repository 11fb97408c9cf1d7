using System.Diagnostics;
using Microsoft.Extensions.Options;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Accounts;

/// <summary>Which passwords are taken.</summary>
public sealed class PasswordRuleTests(TestHall hall) : IClassFixture<TestHall>
{
    private static readonly PasswordRule Rule = new(Options.Create(new SignInOptions()));

    [Theory]
    [InlineData("Password1")]
    [InlineData("P@ssw0rd!")]
    [InlineData("Pa55word2026!")]
    [InlineData("Admin@123")]
    [InlineData("Adm1n1strator!")]
    [InlineData("Qwer1234!")]
    [InlineData("1qaz@WSX")]
    [InlineData("1qaz!QAZ")]
    [InlineData("Abc@1234")]
    [InlineData("Aa123456!")]
    [InlineData("Welcome2026!")]
    [InlineData("Iloveyou520!")]
    [InlineData("Woaini1314!")]
    [InlineData("Zhang1990!")]
    [InlineData("Zhengwu@2026")]
    [InlineData("Zaq12wsx!")]
    [InlineData("A1!A1!A1!")]
    [InlineData("passwordpassword")]
    [InlineData("ＰＡＳＳword1A!")]
    [InlineData("1111111111111111111111")]
    public void What_others_try_first_is_refused(string password) =>
        Assert.Contains("太容易猜到", Rule.Fault(password, "2048"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Morning-8-30")]
    [InlineData("Open-The-Doors-1")]
    [InlineData("Zx7$kq2!")]
    [InlineData("correct horse battery staple")]
    [InlineData("窗外的雨停了我去买一把伞吧好不好")]
    public void What_nobody_guesses_is_taken(string password) => Assert.Null(Rule.Fault(password, "2048"));

    [Theory]
    [InlineData("                    ")]
    [InlineData("　　　　　　　　　　　　　　　　　　")]
    public void Blanks_alone_are_no_password(string password) => Assert.Contains("空格", Rule.Fault(password, "2048"), StringComparison.Ordinal);

    [Fact]
    public void A_long_one_needs_no_classes_and_a_short_one_three()
    {
        Assert.Null(Rule.Fault("trompetenkaefer", "2048"));
        Assert.Contains("至少三类", Rule.Fault("trompetenkaefe", "2048"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hall_that_wants_classes_always_says_so_in_its_settings()
    {
        var strict = new PasswordRule(Options.Create(new SignInOptions { PhraseLength = 200, PasswordClasses = 4, PasswordLength = 12 }));

        Assert.Contains("12 至 128", strict.Fault("Morning-8-3", "2048"), StringComparison.Ordinal);
        Assert.Contains("至少四类", strict.Fault("trompetenkaefer", "2048"), StringComparison.Ordinal);
        Assert.Contains("四类", strict.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_of_the_last_three_is_taken_again_whichever_way_it_comes()
    {
        var person = await hall.Person("B100");
        string[] passwords = ["Tromp-1-Kaefer", "Tromp-2-Kaefer", "Tromp-3-Kaefer", "Tromp-4-Kaefer"];
        Assert.Null((await ByCode(passwords[0])).Refusal);
        Assert.Null((await Renew(passwords[0], passwords[1])).Refusal);
        Assert.Null((await Change(passwords[1], passwords[2])).Refusal);

        foreach (var again in new[] { passwords[0], passwords[1] })
        {
            Assert.Contains("最近 3 次", (await Change(passwords[2], again)).Refusal!.Text, StringComparison.Ordinal);
            Assert.Contains("最近 3 次", (await Renew(passwords[2], again)).Refusal!.Text, StringComparison.Ordinal);
            Assert.Contains("最近 3 次", (await ByCode(again)).Refusal!.Text, StringComparison.Ordinal);
        }

        Assert.Null((await Change(passwords[2], passwords[3])).Refusal);
        Assert.Null((await Change(passwords[3], passwords[0])).Refusal);

        async Task<Answer<Done>> ByCode(string password)
        {
            var code = (await hall.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default)).Value[0].Code;
            return await hall.Get<SetPassword>().Run(new("B100", code, password, ""), default);
        }

        Task<Answer<Done>> Renew(string old, string next) => hall.Get<RenewPassword>().Run(new("B100", old, next, ""), default);
        Task<Answer<Done>> Change(string old, string next) =>
            hall.Get<ChangePassword>().Run(person, new("B100", Guid.Empty, old, next), default);
    }

    [Fact]
    public async Task An_address_from_which_many_fail_is_slowed_but_no_browser_that_is_known()
    {
        using var limit = new FailureLimit(Options.Create(new SignInOptions { FailuresPerAddress = 2, SecondsBetween = 1 }));
        limit.Count("192.0.2.9");
        limit.Count("192.0.2.9");
        Assert.Null(await limit.Wait("192.0.2.9", isKnown: false, default));

        var waited = Stopwatch.StartNew();
        Assert.Null(await limit.Wait("192.0.2.9", isKnown: true, default));
        Assert.Null(await limit.Wait("192.0.2.8", isKnown: false, default));
        Assert.InRange(waited.ElapsedMilliseconds, 0, 500);
        Assert.Null(await limit.Wait("192.0.2.9", isKnown: false, default));
        Assert.InRange(waited.ElapsedMilliseconds, 500, 60_000);
    }

    [Fact]
    public async Task Who_comes_while_many_wait_has_a_turn_before_them()
    {
        using var limit = new FailureLimit(Options.Create(new SignInOptions { FailuresPerAddress = 1, SecondsBetween = 1 }));
        limit.Count("192.0.2.10");
        _ = await limit.Wait("192.0.2.10", isKnown: false, default);
        var flood = Enumerable.Range(0, 100).Select(_ => limit.Wait("192.0.2.10", isKnown: false, default).AsTask()).ToList();

        Assert.Null(await limit.Wait("192.0.2.10", isKnown: false, default));

        Assert.Contains(flood, one => one is { IsCompleted: true } && one.Result is { Kind: RefusalKind.TooMany });
    }
}
