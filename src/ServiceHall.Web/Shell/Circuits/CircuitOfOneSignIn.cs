using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Shell.Circuits;

/// <summary>
/// Holds a circuit to the sign-in with which it began. A connection that comes back with another one, or with none, is not taken
/// up, and once the sign-in has ended nothing that the browser sends reaches the page any more.
/// </summary>
internal sealed class CircuitOfOneSignIn(AuthenticationStateProvider state, OpenCircuits circuits) : CircuitHandler
{
    private readonly HallAuthenticationState _signIn = (HallAuthenticationState)state;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Add(_signIn);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Remove(_signIn);
        return Task.CompletedTask;
    }

    /// <exception cref="InvalidOperationException">Somebody else's connection: the framework ends the circuit and tells the browser no.</exception>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (ConnectingUser.Current is not { } user || (!_signIn.HasEnded && user.SignInId() == _signIn.SignInId))
            return Task.CompletedTask;
        _signIn.End();
        throw new InvalidOperationException("The connection belongs to another sign-in than its circuit.");
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context => _signIn.HasEnded ? Task.CompletedTask : next(context);
}
