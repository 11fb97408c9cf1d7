using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>The list of people: filter and page stay in the address, so that it can be shared and gone back to.</summary>
public partial class PeoplePage
{
    private string _text = "";
    private PeopleFilter _filter = PeopleFilter.Posted;
    private int _page = 1;
    private bool _loaded;
    private ListPeople.Found _found = new([], 0);

    [Inject]
    private ListPeople List { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>The text of the filter.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    private protected override async Task Open()
    {
        _text = Text ?? "";
        _filter = Enum.TryParse<PeopleFilter>(StateName, out var filter) ? filter : PeopleFilter.Posted;
        await Load(Pager.PageOf(PageNumber));
    }

    private async Task Go(int page)
    {
        await Load(page);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
            {
                ["q"] = _text.Length > 0 ? _text : null, ["state"] = _filter == PeopleFilter.Posted ? null : _filter.ToString(), ["page"] = page > 1 ? page : null,
            }),
            replace: true);
    }

    private async Task Load(int page)
    {
        _page = page;
        if (Take(await List.Run(Actor, new(_text, _filter, page), Left), out var found))
            _found = found;
        _loaded = true;
    }

    private string State(ListPeople.Row row) =>
        row.LeftOn is { } left && left < Clock.Today() ? $"{left:yyyy-MM-dd} 离开" : row.Window is null ? "未安排" : "在岗";
}
