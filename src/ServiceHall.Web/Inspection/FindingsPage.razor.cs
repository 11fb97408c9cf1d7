using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Inspection;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Inspection;

/// <summary>The inspection log: filter and page stay in the address, so that it can be shared and gone back to.</summary>
public sealed partial class FindingsPage
{
    private string _text = "";
    private InspectionKind? _kind;
    private ListFindings.State _state;
    private ListFindings.Found? _found;

    [Inject]
    private ListFindings List { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    private protected override void ReadFilter()
    {
        _text = Text ?? "";
        _kind = NamesInAddress.Find<InspectionKind>(KindName);
        _state = NamesInAddress.Find<ListFindings.State>(StateName) ?? ListFindings.State.All;
    }

    private protected override Dictionary<string, object?> Filter => new()
    {
        ["q"] = _text.Length > 0 ? _text : null,
        ["kind"] = _kind?.ToString(),
        ["state"] = _state == ListFindings.State.All ? null : _state.ToString(),
    };

    private protected override async Task<int> Load(int page)
    {
        if (Take(await List.Run(Actor, new(_text, _kind, _state, page), Left), out var found))
            _found = found;
        return _found?.Page ?? 1;
    }
}
