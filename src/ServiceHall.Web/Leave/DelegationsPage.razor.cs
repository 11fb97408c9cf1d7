using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Who signs for whom, and when.</summary>
public sealed partial class DelegationsPage
{
    private DelegateSigning.Found _found = new([], 0, 1);
    private string _from = "";
    private string _to = "";
    private string _reason = "";
    private DateOnly? _first, _last;
    private string? _done;

    [Inject]
    private DelegateSigning Delegations { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Dictionary<string, object?> Filter => [];

    /// <inheritdoc/>
    protected override void OnInitialized() => (_first, _last) = (Clock.Today(), Clock.Today());

    private protected override void ReadFilter()
    {
        // Nothing is filtered.
    }

    private protected override async Task<int> Load(int page)
    {
        if (Take(await Delegations.List(Actor, page, Left), out var found))
            _found = found;
        return _found.Page;
    }

    private async Task Save()
    {
        _done = null;
        if (!Take(await Delegations.Run(Actor, new(_from, _to, _first, _last, _reason), Left), out _))
            return;
        (_done, _from, _to, _reason) = ("已登记委托，并已告诉双方。", "", "", "");
        await Go(1);
    }

    private async Task End(int id)
    {
        _done = null;
        if (!Take(await Delegations.End(Actor, id, Left), out _))
            return;
        _done = "委托已结束。";
        await Go(Page);
    }
}
