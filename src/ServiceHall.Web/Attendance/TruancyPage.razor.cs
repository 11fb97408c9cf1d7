using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>The truant sessions of a year, who looked at them, and what they add up to.</summary>
public sealed partial class TruancyPage
{
    /// <summary>In the address: those that were looked at too.</summary>
    private const string Everything = "1";

    private readonly HashSet<LookAtTruancy.Session> _chosen = [];
    private ListTruancy.Found _found = new([], 0, [], 0, null);
    private string _text = "", _remark = "", _which = "";
    private int _year, _page = 1;
    private bool _loaded, _busy;

    [Inject]
    private ListTruancy List { get; set; } = null!;

    [Inject]
    private LookAtTruancy Looking { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "year")]
    private string? YearText { get; set; }

    [SupplyParameterFromQuery(Name = "all")]
    private string? All { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    private bool IsOnlyUnseen => _which.Length == 0;

    private protected override Task Open()
    {
        var today = Clock.Today().Year;
        _year = int.TryParse(YearText, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year <= today && year > today - 3 ? year : today;
        (_text, _which) = (Text ?? "", All is null ? "" : Everything);
        return Load(Pager.PageOf(PageNumber));
    }

    private static LookAtTruancy.Session KeyOf(ListTruancy.Row row) => new(row.Result.StaffId, row.Result.Day, row.Result.Part);

    private async Task Go(int page)
    {
        await Load(page);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
            {
                ["q"] = _text.Length > 0 ? _text : null,
                ["year"] = _year == Clock.Today().Year ? null : _year,
                ["all"] = IsOnlyUnseen ? null : Everything,
                ["page"] = page > 1 ? page : null,
            }),
            replace: true);
    }

    private async Task Load(int page)
    {
        _page = page;
        _chosen.Clear();
        if (Take(await List.Run(Actor, new(_year, IsOnlyUnseen, _text, page), Left), out var found))
            _found = found;
        _loaded = true;
    }

    private void Choose(LookAtTruancy.Session session)
    {
        if (!_chosen.Remove(session))
            _chosen.Add(session);
    }

    private void ChooseAll(ChangeEventArgs change)
    {
        _chosen.Clear();
        if (change.Value is true)
            _chosen.UnionWith(_found.Rows.Select(KeyOf));
    }

    private async Task Look()
    {
        _busy = true;
        if (Take(await Looking.Run(Actor, [.. _chosen], _remark, Left), out _))
        {
            _remark = "";
            await Load(_page);
        }

        _busy = false;
    }
}
