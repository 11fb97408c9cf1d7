using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Who signs for whom, and when.</summary>
public sealed partial class DelegationsPage
{
    private DelegateSigning.Found _found = new([], 0);
    private int _page = 1;
    private string _from = "";
    private string _to = "";
    private string _reason = "";
    private DateOnly _first;
    private DateOnly _last;
    private string? _done;

    [Inject]
    private DelegateSigning Delegations { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override async Task Open()
    {
        (_first, _last) = (Clock.Today(), Clock.Today());
        await Load(1);
    }

    private async Task Load(int page)
    {
        _page = page;
        if (Take(await Delegations.List(Actor, page, Left), out var found))
            _found = found;
    }

    private async Task Save()
    {
        _done = null;
        if (!Take(await Delegations.Run(Actor, new(_from, _to, _first, _last, _reason), Left), out _))
            return;
        (_done, _from, _to, _reason) = ("已登记委托，并已告诉双方。", "", "", "");
        await Load(1);
    }

    private async Task End(int id)
    {
        _done = null;
        if (!Take(await Delegations.End(Actor, id, Left), out _))
            return;
        _done = "委托已结束。";
        await Load(_page);
    }
}
