using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.LongWork;

/// <summary>One's own long works, or everybody's, the newest first, and forms that start some.</summary>
public sealed partial class WorkPage
{
    private readonly Dictionary<string, object> _started = [];
    private ListWork.Found? _found;
    private bool _ofAll;
    private int _led;

    [Inject]
    private ListWork List { get; set; } = null!;

    [Inject]
    private IEnumerable<WorkForm> Forms { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>The work that a message leads to.</summary>
    [SupplyParameterFromQuery(Name = "id")]
    private string? LedTo { get; set; }

    [SupplyParameterFromQuery(Name = "of")]
    private string? Whose { get; set; }

    private protected override Dictionary<string, object?> Filter => new() { ["of"] = _ofAll ? "all" : null };

    private protected override void ReadFilter()
    {
        (_ofAll, _led) = (Whose == "all", int.TryParse(LedTo, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0);
        _started["OnStarted"] = EventCallback.Factory.Create<int>(this, id =>
        {
            _led = id;
            return Load(1);
        });
    }

    private protected override async Task<int> Load(int page)
    {
        if (Take(await List.Run(Actor, _ofAll, page, Left), out var found))
            _found = found;
        return _found?.Page ?? page;
    }

    private async Task Reload() => await Load(Page);
}
