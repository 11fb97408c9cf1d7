using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Boards.Pairing;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>The desk's page of screens: pair, watch, revoke. The list looks anew every few seconds.</summary>
public sealed partial class ScreensPage
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private IReadOnlyList<ListScreens.Row> _rows = [];
    private IReadOnlyList<ListScreens.SiteName> _sites = [];
    private string _code = "";
    private string _name = "";
    private int _siteId;

    // Before the halls are read, none is chosen.
    private bool _isLoaded;
    private int? _leaving;
    private string? _done;

    // What asks under the code that was typed.
    private LookAtOffer.Seen? _seen;

    /// <summary>The code in the address of the QR code.</summary>
    [SupplyParameterFromQuery]
    public string? Code { get; set; }

    [Inject]
    private ListScreens List { get; set; } = null!;

    [Inject]
    private LookAtOffer Offer { get; set; } = null!;

    [Inject]
    private PairScreen Pair { get; set; } = null!;

    [Inject]
    private RevokeScreen Revoke { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override async Task Open()
    {
        _code = Code ?? "";
        await Read();
        _siteId = _sites.Count > 0 ? _sites[0].Id : 0;
        _isLoaded = true;
        if (_code.Length > 0)
            await Look();
        _ = Watch();
    }

    private async Task Watch()
    {
        try
        {
            using var timer = new PeriodicTimer(LookEvery);
            while (await timer.WaitForNextTickAsync(Left))
            {
                await Read();
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task Read()
    {
        var answer = await List.Run(Actor, Left);
        if (answer.Refusal is { } refusal)
            Refusal = refusal;
        else
            (_rows, _sites) = (answer.Value.Screens, answer.Value.Sites);
    }

    private async Task Look()
    {
        (_done, _seen) = (null, null);
        if (Take(await Offer.Run(Actor, _code, Left), out var seen))
            _seen = seen;
    }

    private async Task Enter()
    {
        _done = null;
        // Pressed before anything could be read: it is shown first, and paired with the next press.
        if (_seen is null)
        {
            await Look();
            return;
        }

        if (!Take(await Pair.Run(Actor, new(_code, _name, _siteId, _seen.OfferId), Left), out _))
            return;
        _seen = null;
        _done = $"“{_name.Trim()}”已配对，几秒钟后开始显示。";
        (_code, _name) = ("", "");
        await Read();
    }

    private async Task End(ListScreens.Row row)
    {
        (_leaving, _done) = (null, null);
        if (Take(await Revoke.Run(Actor, row.Id, Left), out _))
            _done = $"“{row.Name}”已注销，它会重新显示配对码。";
        await Read();
    }

    private string Time(DateTimeOffset? at) => at is { } then ? Clock.Civil(then).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "—";

    private static string Words(ListScreens.Life life) => life switch
    {
        ListScreens.Life.New => "等待首次连接",
        ListScreens.Life.Alive => "正常",
        ListScreens.Life.Behind => "画面不是最新",
        _ => "失去联系",
    };

    private static string Colour(ListScreens.Life life) => life switch
    {
        ListScreens.Life.Alive => "good",
        ListScreens.Life.Silent => "bad",
        _ => "warn",
    };
}
