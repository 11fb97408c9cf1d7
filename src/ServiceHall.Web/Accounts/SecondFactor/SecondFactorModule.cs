using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>The second factor: authenticator, recovery codes, passkeys.</summary>
internal static class SecondFactorModule
{
    public static IServiceCollection AddSecondFactor(this IServiceCollection services)
    {
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<SecondFactorOptions>>((passkeys, settings) =>
        {
            passkeys.ServerDomain = settings.Value.Domain;
            // The device asks for finger, face or PIN, and knows whose the passkey is: it is a sign-in of its own.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        return services.AddSingleton<FactorRequirement>().AddSingleton<AuthenticatorCodes>().AddSingleton<FactorOwner>()
            .AddSingleton<EnrolAuthenticator>().AddSingleton<RemoveFactor>().AddSingleton<RenewRecoveryCodes>().AddSingleton<ListFactors>()
            .AddSingleton<SecondStep>().AddSingleton<ResetFactors>().AddSingleton<Passkeys>();
    }
}
