using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Shell.Circuits;

/// <summary>
/// Whose a circuit is: one sign-in's, for its whole life. Ended is ended: neither a later look nor a connection that comes back
/// makes it anybody's again. That it ends is told by <see cref="OpenCircuits"/>; each circuit also asks every half minute.
/// </summary>
internal sealed class HallAuthenticationState(ILoggerFactory logs, CheckSignIn check)
    : RevalidatingServerAuthenticationStateProvider(logs), IHostEnvironmentAuthenticationStateProvider
{
    private readonly Lock _guard = new();
    private ClaimsPrincipal? _user;

    /// <summary>The sign-in with which the circuit began; null: nobody's, or not begun yet.</summary>
    public Guid? SignInId => _user?.SignInId();

    /// <summary>Whether the circuit is nobody's any more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether it ended because the person has other rights now: the sign-in still holds, and the page opens anew with them.</summary>
    public bool HasOtherRights { get; private set; }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    // The framework says so when the circuit begins, and each time a connection takes it up again.
    void IHostEnvironmentAuthenticationStateProvider.SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        var user = authenticationStateTask.GetAwaiter().GetResult().User;
        lock (_guard)
        {
            if (_user is null)
            {
                _user = user;
                SetAuthenticationState(authenticationStateTask);
                return;
            }
        }

        if (user.SignInId() != SignInId)
            End();
    }

    /// <summary>Ends the circuit where its sign-in no longer holds, or no longer with the rights that its pages were opened with.</summary>
    /// <param name="rights">What the sign-in's person is now; null: it has ended.</param>
    public void Hear(Rights? rights)
    {
        if (_user is null || IsStill(_user, rights))
            return;
        HasOtherRights = rights is not null;
        End();
    }

    /// <summary>Makes the circuit nobody's: its pages leave.</summary>
    public void End()
    {
        lock (_guard)
        {
            if (HasEnded)
                return;
            HasEnded = true;
        }

        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var holds = await StillHolds(authenticationState.User, cancellationToken);
        if (!holds)
            End();
        return holds;
    }

    /// <summary>Whether a sign-in holds with the rights that its page was opened with.</summary>
    internal async Task<bool> StillHolds(ClaimsPrincipal user, CancellationToken cancel)
    {
        try
        {
            var rights = user.SignInId() is { } id ? await check.Run(id, isUse: false, cancel) : null;
            HasOtherRights = rights is not null;
            return IsStill(user, rights);
        }
        catch (Exception fault) when (ServiceInterrupted.IsInterruption(fault))
        {
            // An interruption signs nobody out. Nothing can be done meanwhile: each use case asks the database itself.
            return true;
        }
    }

    // Rights that changed end it too: the page is loaded again, with what is allowed now.
    private static bool IsStill(ClaimsPrincipal user, Rights? rights) =>
        rights is not null && rights.Roles.All(role => user.IsInRole(role.ToString()))
        && user.FindAll(ClaimTypes.Role).Count() == rights.Roles.Count;
}
