using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>The signals about punches: filter and page stay in the address.</summary>
public sealed partial class SignalsPage
{
    private string _text = "";
    private SignalKind? _kind;
    private bool _all;
    private int _page = 1;
    private bool _loaded;
    private long? _looking;
    private string _remark = "";
    private string? _done;
    private ListSignals.Found _found = new([], 0);

    [Inject]
    private ListSignals List { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "all")]
    private string? All { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    private protected override async Task Open()
    {
        (_text, _all) = (Text ?? "", All == "1");
        _kind = Enum.TryParse<SignalKind>(KindName, out var kind) && Enum.IsDefined(kind) ? kind : null;
        await Load(Pager.PageOf(PageNumber));
    }

    private async Task Go(int page)
    {
        _done = null;
        await Load(page);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
            {
                ["q"] = _text.Length > 0 ? _text : null, ["kind"] = _kind?.ToString(), ["all"] = _all ? "1" : null, ["page"] = page > 1 ? page : null,
            }),
            replace: true);
    }

    private async Task Load(int page)
    {
        _page = page;
        if (Take(await List.Run(Actor, new(_text, _kind, _all, page), Left), out var found))
            _found = found;
        _loaded = true;
    }

    private async Task Look()
    {
        _done = null;
        var answer = await List.Look(Actor, _looking ?? 0, _remark, Left);
        if (answer.Refusal is null)
            (_looking, _done) = (null, "已登记。");
        await Load(_page);
        Refusal = answer.Refusal ?? Refusal;
    }
}
