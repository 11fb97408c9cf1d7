using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace ServiceHall.Web.Shell.Circuits;

/// <summary>Tells whoever handles a circuit whose connection is about to take it up: the framework tells only that there is one.</summary>
internal sealed class ConnectingUser : IHubFilter
{
    private const string TakeUp = "ConnectCircuit";
    private static readonly AsyncLocal<ClaimsPrincipal?> Connecting = new();

    /// <summary>Who takes up a circuit that was there before; null: nobody does.</summary>
    public static ClaimsPrincipal? Current => Connecting.Value;

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (invocationContext.HubMethodName == TakeUp)
            Connecting.Value = invocationContext.Context.User ?? new ClaimsPrincipal();
        return await next(invocationContext);
    }
}
