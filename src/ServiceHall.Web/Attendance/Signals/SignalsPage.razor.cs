using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>The signals about punches: filter and page stay in the address.</summary>
public sealed partial class SignalsPage
{
    private string _text = "";
    private SignalKind? _kind;
    private bool _all;
    private bool _loaded;
    private long? _looking;
    private string _remark = "";
    private string? _done;
    private ListSignals.Found _found = new([], 0, 1);

    [Inject]
    private ListSignals List { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "all")]
    private string? All { get; set; }

    private protected override Dictionary<string, object?> Filter => new()
    {
        ["q"] = _text.Length > 0 ? _text : null, ["kind"] = _kind?.ToString(), ["all"] = _all ? "1" : null,
    };

    private protected override void ReadFilter()
    {
        (_text, _all) = (Text ?? "", All == "1");
        _kind = NamesInAddress.Find<SignalKind>(KindName);
    }

    private protected override async Task<int> Load(int page)
    {
        _done = null;
        if (Take(await List.Run(Actor, new(_text, _kind, _all, page), Left), out var found))
            _found = found;
        _loaded = true;
        return _found.Page;
    }

    private async Task Look()
    {
        var answer = await List.Look(Actor, _looking ?? 0, _remark, Left);
        await Go(Page);
        if (answer.Refusal is null)
            (_looking, _done) = (null, "已登记。");
        Refusal = answer.Refusal ?? Refusal;
    }
}
