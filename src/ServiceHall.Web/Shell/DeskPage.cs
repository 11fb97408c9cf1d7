using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Shell;

/// <summary>An interactive page of the desk: it knows who acts, and shows a refusal as it is.</summary>
public abstract class DeskPage : ComponentBase, IHandleEvent, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly List<IDisposable> _kept = [];

    // Addresses that the page wrote itself, and of which the browser has not told yet.
    private readonly Queue<string> _written = new();
    private string _path = "";
    private bool _isOpen;

    /// <summary>Makes a page that nobody has left yet.</summary>
    protected DeskPage() => Left = _left.Token;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private NavigationManager Addresses { get; set; } = null!;

    /// <summary>Who uses the page; set before <see cref="Open"/>.</summary>
    private protected Actor Actor { get; private set; } = new(0, "");

    /// <summary>Who uses the page, for what it offers.</summary>
    private protected System.Security.Claims.ClaimsPrincipal User { get; private set; } = new();

    /// <summary>Ends when the page is left; work that is still under way then may go on asking.</summary>
    private protected CancellationToken Left { get; }

    /// <summary>Why what was asked for last was not done; null: it was.</summary>
    private protected Refusal? Refusal { get; set; }

    /// <summary>Set by the page while what was asked for is done, so that it is not asked for twice.</summary>
    private protected bool Busy { get; set; }

    /// <summary>A page is one sign-in's for its whole life: when the circuit is nobody's any more, or another's, it follows nothing further.</summary>
    public override Task SetParametersAsync(ParameterView parameters)
    {
        if (_isOpen && parameters.TryGetValue<Task<AuthenticationState>>(nameof(Authentication), out var now)
            && now is { IsCompletedSuccessfully: true } && now.Result.User.SignInId() != Actor.SignInId)
            LetGo();
        return base.SetParametersAsync(parameters);
    }

    /// <inheritdoc/>
    protected sealed override async Task OnInitializedAsync()
    {
        User = (await Authentication).User;
        Actor = User.Actor() ?? new Actor(0, "");
        _isOpen = true;
        if (Left.IsCancellationRequested)
            return;
        _path = PathOf(Addresses.Uri);
        Addresses.LocationChanged += Moved;
        await Open();
    }

    /// <summary>Reads what the page shows.</summary>
    private protected virtual Task Open() => Task.CompletedTask;

    /// <summary>
    /// Reads anew what is shown, and leaves alone what is being written: a link, a message or the back button has led to the page
    /// that is open already, perhaps with another filter in the address.
    /// </summary>
    private protected virtual Task ReadAnew() => Task.CompletedTask;

    /// <summary>Notes in the address what the page shows already.</summary>
    private protected void Write(IReadOnlyDictionary<string, object?> query)
    {
        var address = Addresses.GetUriWithQueryParameters(query);
        if (address == _written.LastOrDefault(Addresses.Uri) || !IsHere(Addresses.Uri))
            return;
        _written.Enqueue(address);
        Addresses.NavigateTo(address, replace: true);
    }

    /// <summary>Holds what the page follows until it is left; a page that was left meanwhile lets go of it at once.</summary>
    private protected void Keep(IDisposable followed)
    {
        if (Left.IsCancellationRequested)
            followed.Dispose();
        else
            _kept.Add(followed);
    }

    /// <summary>
    /// What somebody did on the page, as every component takes it; and a text that cannot be kept is a refusal of the page,
    /// whichever use case was about to keep it.
    /// </summary>
    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem callback, object? arg)
    {
        var done = callback.InvokeAsync(arg);
        if (!done.IsCompleted)
            StateHasChanged();
        try
        {
            await done;
        }
        catch (UnfitTextException unfit)
        {
            Refusal = new Refusal(unfit.Message);
            Busy = false;
        }
        catch (OperationCanceledException) when (done.IsCanceled)
        {
            // As every component does: nobody waits for what was given up.
            return;
        }

        StateHasChanged();
    }

    /// <summary>Takes an answer apart: its value, or the refusal onto the page.</summary>
    private protected bool Take<T>(Answer<T> answer, out T value)
    {
        Refusal = answer.Refusal;
        value = Refusal is null ? answer.Value : default!;
        // Ended, and nobody has told this page yet.
        if (Refusal?.Kind == RefusalKind.NotSignedIn)
            Addresses.NavigateTo(Shell.Addresses.SignInAgain(Addresses), forceLoad: true);
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
        Addresses.LocationChanged -= Moved;
        LetGo();
        _left.Dispose();
    }

    private void LetGo()
    {
        _left.Cancel();
        _kept.ForEach(followed => followed.Dispose());
        _kept.Clear();
    }

    private static string PathOf(string address) => new Uri(address).AbsolutePath;

    // The browser tells of addresses in their order; one that was overtaken by a later one it never tells of.
    private void Moved(object? sender, LocationChangedEventArgs moved)
    {
        if (_written.Contains(moved.Location))
        {
            while (_written.Dequeue() != moved.Location)
            {
                // Overtaken.
            }

            return;
        }

        _written.Clear();
        if (IsHere(moved.Location))
            Follow(ReadAnew);
    }

    // The same page may have several addresses; one that names something else opens as a page of its own.
    private bool IsHere(string address) =>
        PathOf(address) is var path && (path == _path || GetType().GetCustomAttributes<RouteAttribute>().Any(route => route.Template == path));
}
