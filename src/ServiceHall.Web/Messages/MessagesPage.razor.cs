using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Messages;

/// <summary>All of one's own messages; filter and page stay in the address.</summary>
public sealed partial class MessagesPage
{
    private MessageKind? _kind;
    private bool _unreadOnly;
    private bool _isLoaded;
    private ListMessages.Found _found = new([], 0, 1, 0, 0);

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

    private protected override Dictionary<string, object?> Filter => new() { ["kind"] = _kind?.ToString(), ["unread"] = _unreadOnly ? "1" : null };

    private protected override async Task Open()
    {
        await base.Open();
        Keep(await Counts.Follow(Actor.StaffId, Ring, Left));
    }

    private protected override void ReadFilter()
    {
        _kind = NamesInAddress.Find<MessageKind>(KindName);
        _unreadOnly = UnreadOnly == "1";
    }

    private protected override async Task<int> Load(int page)
    {
        if (Take(await List.Run(Actor, new(_kind, _unreadOnly, page), Left), out var found))
            _found = found;
        _isLoaded = true;
        return _found.Page;
    }

    private void Ring(Unread unread) =>
        Follow(() => unread.Count == _found.Unread && unread.Newest <= _found.Newest ? Task.CompletedTask : Go(Page));

    private async Task Read(Message message)
    {
        if (!Take(await Mark.One(Actor, message.Id, Left), out _))
            return;
        if (MessageAddress.On(Face.Desk, message.Address) is { } address)
            Navigation.NavigateTo(address);
        else
            await Go(Page);
    }

    private async Task ReadAll()
    {
        if (Take(await Mark.All(Actor, _found.Newest, Left), out _))
            await Go(Page);
    }
}
