using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Leave;

/// <summary>The inbox of whoever signs leave: one or several decided at once; and what else waits for them, by their duties.</summary>
public sealed partial class ApprovalsPage
{
    private readonly HashSet<int> _chosen = [];
    private ShowApprovals.Found _found = new([], 0, 1);
    private IReadOnlyList<Figure> _others = [];
    private IReadOnlyList<SignLeave.Decided> _refused = [];
    private string _remark = "";
    private string? _done;
    private bool _loaded;

    [Inject]
    private ShowApprovals Show { get; set; } = null!;

    [Inject]
    private ShowStart Duties { get; set; } = null!;

    [Inject]
    private SignLeave Sign { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Dictionary<string, object?> Filter => [];

    private protected override void ReadFilter()
    {
        // Nothing is filtered.
    }

    private protected override async Task<int> Load(int page)
    {
        if (Take(await Duties.Run(Actor, Left), out var figures))
            _others = [.. figures.Where(figure => figure.Waits && figure.Address != LeaveAddresses.Approvals)];
        if (Take(await Show.Run(Actor, page, Left), out var found))
            _found = found;
        _chosen.IntersectWith(_found.Rows.Select(row => row.Leave.Id));
        _loaded = true;
        return _found.Page;
    }

    private void Choose(int id)
    {
        if (!_chosen.Remove(id))
            _chosen.Add(id);
    }

    private void ChooseAll(ChangeEventArgs change)
    {
        _chosen.Clear();
        if (change.Value is true)
            _chosen.UnionWith(_found.Rows.Select(row => row.Leave.Id));
    }

    private async Task Decide(bool approves)
    {
        Busy = true;
        var decided = await Sign.Run(Actor, [.. _chosen.Order()], approves, _remark, Left);
        _refused = [.. decided.Where(one => one.Refusal is not null)];
        var count = decided.Count - _refused.Count;
        _done = count == 0 ? null : $"已{(approves ? "同意" : "不同意")} {count} 张假条。";
        if (_refused.Count == 0)
            _remark = "";
        await Go(Page);
        Busy = false;
    }
}
