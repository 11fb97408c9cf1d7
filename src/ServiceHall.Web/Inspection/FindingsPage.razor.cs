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
    private int _page = 1;
    private bool _loaded;
    private ListFindings.Found _found = new([], 0);

    [Inject]
    private ListFindings List { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    private protected override async Task Open()
    {
        _text = Text ?? "";
        _kind = Enum.TryParse<InspectionKind>(KindName, out var kind) && Enum.IsDefined(kind) ? kind : null;
        _state = Enum.TryParse<ListFindings.State>(StateName, out var state) && Enum.IsDefined(state) ? state : ListFindings.State.All;
        await Load(Pager.PageOf(PageNumber));
    }

    private async Task Go(int page)
    {
        await Load(page);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
            {
                ["q"] = _text.Length > 0 ? _text : null,
                ["kind"] = _kind?.ToString(),
                ["state"] = _state == ListFindings.State.All ? null : _state.ToString(),
                ["page"] = page > 1 ? page : null,
            }),
            replace: true);
    }

    private async Task Load(int page)
    {
        _page = page;
        if (Take(await List.Run(Actor, new(_text, _kind, _state, page), Left), out var found))
            _found = found;
        _loaded = true;
    }
}
