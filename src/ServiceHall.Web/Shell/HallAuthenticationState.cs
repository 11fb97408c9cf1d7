using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Shell;

/// <summary>Asks every half minute whether a circuit's sign-in still holds, and ends it where it does not.</summary>
internal sealed class HallAuthenticationState(ILoggerFactory logs, CheckSignIn check) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        StillHolds(authenticationState.User, cancellationToken);

    /// <summary>Whether a sign-in holds with the rights that its page was opened with.</summary>
    internal async Task<bool> StillHolds(ClaimsPrincipal user, CancellationToken cancel)
    {
        try
        {
            // Rights that changed end it too: the page is loaded again, with what is allowed now.
            return user.SignInId() is { } id
                && await check.Run(id, isUse: false, cancel) is { } rights
                && rights.Roles.All(role => user.IsInRole(role.ToString()))
                && user.FindAll(ClaimTypes.Role).Count() == rights.Roles.Count;
        }
        catch (Exception fault) when (ServiceInterrupted.IsInterruption(fault))
        {
            // An interruption signs nobody out. Nothing can be done meanwhile: each use case reads the rights itself.
            return true;
        }
    }
}
