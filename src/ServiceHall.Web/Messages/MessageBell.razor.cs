using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>The bell on the desk's top bar: how much is unread, live, and the newest messages.</summary>
public sealed partial class MessageBell
{
    private const string AllMessages = "/desk/messages";
    private const int Shown = 8;

    private Unread _unread;
    private bool _isOpen;
    private IReadOnlyList<Message> _newest = [];
    private long _lastSeen;

    [Inject]
    private UnreadCounts Counts { get; set; } = null!;

    [Inject]
    private ListMessages List { get; set; } = null!;

    [Inject]
    private MarkRead Mark { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Label => _unread.Count > 0 ? $"消息，{_unread.Count} 条未读" : "消息，没有未读";

    private protected override async Task Open() => Keep(await Counts.Follow(Actor.StaffId, Ring, Left));

    private void Ring(Unread unread) => Follow(() =>
    {
        _unread = unread;
        return _isOpen ? Load() : Task.CompletedTask;
    });

    private async Task Toggle()
    {
        _isOpen = !_isOpen;
        if (_isOpen)
            await Load();
    }

    private void Close() => _isOpen = false;

    private void Key(KeyboardEventArgs pressed)
    {
        if (pressed.Key == "Escape")
            Close();
    }

    private async Task Load()
    {
        if (Take(await List.Run(Actor, new(null, UnreadOnly: false, 1, Shown), Left), out var found))
            (_newest, _lastSeen, _unread) = (found.Rows, found.Newest, _unread with { Count = found.Unread });
    }

    private async Task Go(Message message)
    {
        if (!Take(await Mark.One(Actor, message.Id, Left), out _))
            return;
        if (MessageAddress.On(Face.Desk, message.Address) is { } address)
        {
            Close();
            Navigation.NavigateTo(address);
        }

        await Load();
    }

    private async Task ReadAll()
    {
        if (Take(await Mark.All(Actor, _lastSeen, Left), out _))
            await Load();
    }

    private string When(DateTimeOffset instant)
    {
        var civil = Clock.Civil(instant);
        return civil.ToString(DateOnly.FromDateTime(civil) == Clock.Today() ? "HH:mm" : "MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
