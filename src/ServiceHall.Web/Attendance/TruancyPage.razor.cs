using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>The truant sessions of a year, who looked at them, and what they add up to.</summary>
public sealed partial class TruancyPage
{
    /// <summary>In the address: those that were looked at too.</summary>
    private const string Everything = "1";

    // Before any hall.
    private const int FirstYear = 2000;

    private readonly HashSet<LookAtTruancy.Session> _chosen = [];
    private ListTruancy.Found _found = new([], 0, 1, 0, [], 0, null);
    private string _text = "", _remark = "", _which = "";

    // 0: where something waits.
    private int _year;
    private bool _loaded;

    [Inject]
    private ListTruancy List { get; set; } = null!;

    [Inject]
    private LookAtTruancy Looking { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "year")]
    private string? YearText { get; set; }

    [SupplyParameterFromQuery(Name = "all")]
    private string? All { get; set; }

    private bool IsOnlyUnseen => _which.Length == 0;

    private protected override Dictionary<string, object?> Filter => new()
    {
        ["q"] = _text.Length > 0 ? _text : null,
        ["year"] = _year,
        ["all"] = IsOnlyUnseen ? null : Everything,
    };

    private protected override void ReadFilter()
    {
        _year = int.TryParse(YearText, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= FirstYear && year <= Clock.Today().Year ? year : 0;
        (_text, _which) = (Text ?? "", All is null ? "" : Everything);
    }

    private protected override async Task<int> Load(int page)
    {
        if (Take(await List.Run(Actor, new(_year > 0 ? _year : null, IsOnlyUnseen, _text, page), Left), out var found))
            (_found, _year) = (found, found.Year);
        _chosen.IntersectWith(_found.Rows.Select(KeyOf));
        _loaded = true;
        return _found.Page;
    }

    private static LookAtTruancy.Session KeyOf(ListTruancy.Row row) => new(row.Result.StaffId, row.Result.Day, row.Result.Part);

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
        Busy = true;
        if (Take(await Looking.Run(Actor, [.. _chosen], _remark, Left), out _))
        {
            _remark = "";
            _chosen.Clear();
            await Go(Page);
        }

        Busy = false;
    }
}
