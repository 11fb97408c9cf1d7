using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Messages;

/// <summary>One's own messages on the phone. A press on one marks it as read and goes where it leads.</summary>
public sealed partial class PhoneMessagesPage
{
    private ListMessages.Found? _found;
    private int _page = 1;
    private bool _digest;
    private string? _refusal;

    /// <summary>The message that was pressed.</summary>
    [SupplyParameterFromForm(FormName = "messages")]
    public long? Read { get; set; }

    /// <summary>All are read, up to the newest one that was shown.</summary>
    [SupplyParameterFromForm(FormName = "messages")]
    public long? AllUpTo { get; set; }

    /// <summary>Whether the digest is wanted: on or off.</summary>
    [SupplyParameterFromForm(FormName = "digest")]
    public string? Digest { get; set; }

    [SupplyParameterFromQuery(Name = "unread")]
    private string? UnreadText { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private ListMessages List { get; set; } = null!;

    [Inject]
    private MarkRead Mark { get; set; } = null!;

    [Inject]
    private ChooseDigest Choose { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private bool UnreadOnly => UnreadText == "1";

    private Actor Actor => Context.User.Actor() ?? throw new InvalidOperationException("The page is for signed-in people only.");

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _page = Pager.PageOf(PageNumber);
        var listed = await List.Run(Actor, new(null, UnreadOnly, _page), Context.RequestAborted);
        var chosen = await Choose.IsOn(Actor, Context.RequestAborted);
        _refusal = listed.Refusal?.Text;
        if (listed.Refusal is null && chosen.Refusal is null)
            (_found, _digest, _page) = (listed.Value, chosen.Value, listed.Value.Page);
    }

    private string At(int page) => string.Create(CultureInfo.InvariantCulture, $"/m/messages?page={page}{(UnreadOnly ? "&unread=1" : "")}");

    private async Task Act()
    {
        if (Read is { } id)
        {
            var read = await Mark.One(Actor, id, Context.RequestAborted);
            Done(read.Refusal, read.Refusal is null ? MessageAddress.On(Face.Phone, read.Value.Address) : null);
        }
        else if (AllUpTo is { } last)
        {
            Done((await Mark.All(Actor, last, Context.RequestAborted)).Refusal, null);
        }
    }

    private async Task ChangeDigest() => Done((await Choose.Run(Actor, Digest != "off", Context.RequestAborted)).Refusal, null);

    private void Done(Refusal? refusal, string? address)
    {
        _refusal = refusal?.Text;
        if (refusal is null)
            Navigation.NavigateTo(address ?? At(_page));
    }
}
