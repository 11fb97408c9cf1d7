using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using ServiceHall.Web.Accounts.Imports;
using ServiceHall.Web.Accounts.Oidc;
using ServiceHall.Web.Accounts.Passwords;
using ServiceHall.Web.Accounts.Review;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Sign-in, roles, audit.</summary>
internal static class AccountsModule
{
    public const int FailuresBeforeLock = 5;
    public const int LockMinutes = 15;

    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>(options =>
            {
                options.User.AllowedUserNameCharacters = "";
            })
            .AddUserStore<UserOnlyStore<Account, HallDb, int, IdentityUserClaim<int>, IdentityUserLogin<int>, IdentityUserToken<int>, Passkey>>();
        return services.AddSecondFactor().AddHallMeter()
            .AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>()
            .AddSingleton<FailureLimit>().AddSingleton<PasswordRule>().AddSingleton<NextPassword>().AddSingleton<CheckPassword>().AddSingleton<RenewPassword>()
            .AddSingleton<CheckSignIn>().AddSingleton<IRetentionKind, ExpireSignIns>().AddSingleton<IRetentionKind, Refused.ExpireRefusedAttempts>()
            .AddSingleton<IRetentionKind, ExpireFormerPasswords>().AddSingleton<IRetentionKind, ExpireAccountRequests>().AddSingleton<SignInWithPassword>().AddSingleton<SetPassword>().AddSingleton<ChangePassword>().AddSingleton<ConfirmPassword>()
            .AddSingleton<SignOut>().AddSingleton<IssueCodes>().AddSingleton<GrantRole>().AddSingleton<WithdrawAccountRequest>().AddSingleton<FirstAdministrator>()
            .AddSingleton<AskSecondSigner>().AddSingleton<SignAccountRequest>().AddSingleton<ListAccountRequests>().AddSingleton<PasswordByCode>()
            .AddSingleton<ReviewAccounts>().AddSingleton<CloseAccount>().AddSingleton<StartFigures, ReviewFigures>()
            .AddSingleton<SetTerminalPin>().AddSingleton<CheckTerminalPin>().AddSingleton<ReadAudit>().AddSingleton<MySignIns>()
            .AddSingleton<IRestOnImports, AccountsSinceImport>();
    }

    /// <summary>Registers the browser's sign-in: nothing is open to anybody unless a page says so.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddHallCookies();
        services.AddSingleton<KnownDevices>();
        services.AddOptions<SignInOptions>().BindConfiguration("Hall:SignIn");
        // A newcomer tries the demonstration without an authenticator, unless the setting says otherwise.
        services.AddOptions<SecondFactorOptions>().BindConfiguration("Hall:SecondFactor").PostConfigure<IConfiguration>((options, configuration) =>
        {
            if (options.Roles is null && configuration.GetValue<bool>("Hall:Demonstration"))
                options.Roles = SecondFactorOptions.None;
        });
        services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddSingleton(new NavigationEntry(890, "系统", "一次性代码", "/desk/codes", "fa-solid fa-key", Right.IssueCodes));
        services.AddSingleton(new NavigationEntry(895, "系统", "帐号签字", AskSecondSigner.Page, "fa-solid fa-signature", Right.SignAccountRequests));
        services.AddSingleton(new NavigationEntry(896, "系统", "久未使用的帐号", "/desk/account-review", "fa-solid fa-user-clock", Right.ReviewAccounts));
        services.AddSingleton(new NavigationEntry(900, "系统", "审计", "/desk/audit", "fa-solid fa-clipboard-list", Right.ReadAudit));
        services.AddSingleton(new NavigationEntry(50, "我的", "我的帐号", "/desk/account", "fa-solid fa-user"));
        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var right in Enum.GetValues<Right>())
            authorization.AddPolicy(right.ToString(), policy => policy.RequireRole(Rights.HoldersOf(right).Select(role => role.ToString())));
        return services;
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        // One address for each face: the path decides whose sign-in a request carries, and the form's token is that person's.
        routes.MapPost("/sign-out", EndSignIn).AllowAnonymous();
        routes.MapPost("/m/sign-out", EndSignIn).AllowAnonymous();
        routes.MapPasskeys();
        routes.MapOidc();
    }

    private static async Task<IResult> EndSignIn(
        HttpContext context, IAntiforgery antiforgery, SignOut signOut, string? everywhere, CancellationToken cancel)
    {
        // A sign-in that has ended already leaves nothing to guard.
        if (context.User.Actor() is { } actor && context.User.SignInId() is { } id)
        {
            if (!await antiforgery.IsRequestValidAsync(context))
                return Results.BadRequest();
            if (everywhere is not null)
                await signOut.Everywhere(actor, cancel);
            else
                await signOut.One(actor, id, cancel);
        }

        await context.SignOutAsync(HallCookies.Scheme(HallCookies.FaceOf(context)));
        var then = HallCookies.IsPhone(context.Request.Path) ? "/m/sign-in" : "/sign-in";
        return await OidcModule.SignOut(context, then) ?? Results.LocalRedirect(then);
    }
}
