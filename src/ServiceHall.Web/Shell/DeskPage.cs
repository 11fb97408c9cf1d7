using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Shell;

/// <summary>An interactive page of the desk: it knows who acts, and shows a refusal as it is.</summary>
public abstract class DeskPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    /// <summary>Makes a page that nobody has left yet.</summary>
    protected DeskPage() => Left = _left.Token;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <summary>Who uses the page; set before <see cref="Open"/>.</summary>
    private protected Actor Actor { get; private set; } = new(0, "");

    /// <summary>Who uses the page, for what it offers.</summary>
    private protected System.Security.Claims.ClaimsPrincipal User { get; private set; } = new();

    /// <summary>Ends when the page is left; work that is still under way then may go on asking.</summary>
    private protected CancellationToken Left { get; }

    /// <summary>Why what was asked for last was not done; null: it was.</summary>
    private protected Refusal? Refusal { get; set; }

    /// <inheritdoc/>
    protected sealed override async Task OnInitializedAsync()
    {
        User = (await Authentication).User;
        Actor = User.Actor() ?? new Actor(0, "");
        await Open();
    }

    /// <summary>Reads what the page shows.</summary>
    private protected virtual Task Open() => Task.CompletedTask;

    /// <summary>Takes an answer apart: its value, or the refusal onto the page.</summary>
    private protected bool Take<T>(Answer<T> answer, out T value)
    {
        Refusal = answer.Refusal;
        value = Refusal is null ? answer.Value : default!;
        return Refusal is null;
    }

    /// <summary>Changes the page because of something that happened outside of it. A fault in it is the page's own.</summary>
    private protected void Follow(Func<Task> change) => _ = InvokeAsync(async () =>
    {
        try
        {
            if (Left.IsCancellationRequested)
                return;
            await change();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            // The page was left meanwhile; nobody waits for it.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the page was waiting for.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _left.Cancel();
        _left.Dispose();
    }
}
