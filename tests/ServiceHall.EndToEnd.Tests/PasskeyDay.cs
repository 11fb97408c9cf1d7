using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>A passkey in a real browser, whose authenticator is a virtual one.</summary>
[Collection(nameof(Hall))]
public sealed partial class PasskeyDay(Hall hall)
{
    [Fact]
    public async Task A_clerk_adds_a_passkey_on_the_phone_and_signs_in_with_it_from_then_on()
    {
        var phone = await hall.Phone();
        await HasAuthenticator(phone);
        await Hall.SignIn(phone, await hall.Clerk(), "/m");
        await phone.GotoAsync("/m/factors");
        var adding = phone.Locator("[data-passkey=add]");
        await adding.GetByLabel("名称").FillAsync("我的手机");
        await adding.GetByLabel("登录密码").FillAsync("Morning-8-30");

        await adding.GetByRole(AriaRole.Button).ClickAsync();

        await Expect(phone.Locator("[data-recovery-codes] li")).ToHaveCountAsync(10);
        await phone.GetByText("已保存，继续").ClickAsync();
        await Expect(phone.Locator("summary")).ToContainTextAsync("我的手机");
        await phone.GotoAsync("/m/account");
        await phone.GetByText("在本机退出登录").ClickAsync();
        await Expect(phone).ToHaveURLAsync(SignInPage());

        await phone.GetByText("用通行密钥登录").ClickAsync();

        await Expect(phone.Locator("#today")).ToBeVisibleAsync();
    }

    private static async Task HasAuthenticator(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }

    [GeneratedRegex("/m/sign-in")]
    private static partial Regex SignInPage();
}
