using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>The list of people: filter and page stay in the address, so that it can be shared and gone back to.</summary>
public partial class PeoplePage
{
    private string _text = "";
    private PeopleFilter _filter = PeopleFilter.Posted;
    private HallRole? _role;
    private ListPeople.Found? _found;

    [Inject]
    private ListPeople List { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>The text of the filter.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "role")]
    private string? RoleName { get; set; }

    private protected override void ReadFilter()
    {
        _text = Text ?? "";
        _role = NamesInAddress.Find<HallRole>(RoleName) is { } role && HallRoleNames.Granted.Contains(role) ? role : null;
        _filter = NamesInAddress.Find<PeopleFilter>(StateName) ?? PeopleFilter.Posted;
    }

    private protected override Dictionary<string, object?> Filter => new()
    {
        ["q"] = _text.Length > 0 ? _text : null, ["state"] = _filter == PeopleFilter.Posted ? null : _filter.ToString(),
        ["role"] = _role?.ToString(),
    };

    private protected override async Task<int> Load(int page)
    {
        if (Take(await List.Run(Actor, new(_text, _filter, page, _role), Left), out var found))
            _found = found;
        return _found?.Page ?? 1;
    }

    // Most who hold a role are posted nowhere.
    private Task ByRole()
    {
        if (_role is not null)
            _filter = PeopleFilter.All;
        return Go(1);
    }

    private string State(ListPeople.Row row) =>
        row.LeftOn is { } left && left < Clock.Today() ? $"{left:yyyy-MM-dd} 离开" : row.Window is null ? "未安排" : "在岗";
}
