using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Messages;

/// <summary>All of one's own messages; filter and page stay in the address.</summary>
public sealed partial class MessagesPage
{
    private MessageKind? _kind;
    private bool _unreadOnly;
    private int _page = 1;
    private bool _isLoaded;
    private ListMessages.Found _found = new([], 0, 0, 0);
    private IDisposable? _following;

    [Inject]
    private ListMessages List { get; set; } = null!;

    [Inject]
    private MarkRead Mark { get; set; } = null!;

    [Inject]
    private UnreadCounts Counts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "unread")]
    private string? UnreadOnly { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    private protected override async Task Open()
    {
        _kind = Enum.TryParse<MessageKind>(KindName, out var kind) && Enum.IsDefined(kind) ? kind : null;
        _unreadOnly = UnreadOnly == "1";
        _page = Pager.PageOf(PageNumber);
        await Load();
        _following = await Counts.Follow(Actor.StaffId, Ring, Left);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _following?.Dispose();
        base.Dispose(disposing);
    }

    private void Ring(Unread unread) =>
        Follow(() => unread.Count == _found.Unread && unread.Newest <= _found.Newest ? Task.CompletedTask : Load());

    private async Task Go(int page)
    {
        _page = page;
        await Load();
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
            {
                ["kind"] = _kind?.ToString(),
                ["unread"] = _unreadOnly ? "1" : null,
                ["page"] = page > 1 ? page : null,
            }),
            replace: true);
    }

    private async Task Load()
    {
        if (Take(await List.Run(Actor, new(_kind, _unreadOnly, _page), Left), out var found))
            _found = found;
        _isLoaded = true;
    }

    private async Task Read(Message message)
    {
        if (!Take(await Mark.One(Actor, message.Id, Left), out _))
            return;
        if (MessageAddress.On(Face.Desk, message.Address) is { } address)
            Navigation.NavigateTo(address);
        else
            await Load();
    }

    private async Task ReadAll()
    {
        if (Take(await Mark.All(Actor, _found.Newest, Left), out _))
            await Load();
    }
}
