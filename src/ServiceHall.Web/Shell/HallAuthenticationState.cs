using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Shell;

/// <summary>Asks every half minute whether a circuit's sign-in still holds, and ends it where it does not.</summary>
internal sealed class HallAuthenticationState(ILoggerFactory logs, CheckSignIn check) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        // Rights that changed end it too: the page is loaded again, with what is allowed now.
        return user.SignInId() is { } id
            && await check.Run(id, isUse: false, cancellationToken) is { } rights
            && rights.Roles.All(role => user.IsInRole(role.ToString()))
            && user.FindAll(System.Security.Claims.ClaimTypes.Role).Count() == rights.Roles.Count;
    }
}

/// <summary>What somebody does in a circuit keeps the sign-in of the desk alive, as a request does.</summary>
internal sealed class CircuitActivity(AuthenticationStateProvider authentication, CheckSignIn check, TimeProvider clock) : CircuitHandler
{
    private DateTimeOffset _noted = clock.GetUtcNow();

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async context =>
        {
            var now = clock.GetUtcNow();
            if ((now - _noted).Duration() >= TimeSpan.FromMinutes(1))
            {
                _noted = now;
                if ((await authentication.GetAuthenticationStateAsync()).User.SignInId() is { } id)
                    await check.Run(id, isUse: true, CancellationToken.None);
            }

            await next(context);
        };
}
