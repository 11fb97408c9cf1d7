using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Leave;

/// <summary>The inbox of whoever signs leave: one or several decided at once.</summary>
public sealed partial class ApprovalsPage
{
    private readonly HashSet<int> _chosen = [];
    private IReadOnlyList<ShowApprovals.Row> _rows = [];
    private IReadOnlyList<SignLeave.Decided> _refused = [];
    private string _remark = "";
    private string? _done;
    private bool _loaded;
    private bool _busy;

    [Inject]
    private ShowApprovals Show { get; set; } = null!;

    [Inject]
    private SignLeave Sign { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override async Task Open()
    {
        if (Take(await Show.Run(Actor, Left), out var rows))
            _rows = rows;
        _chosen.IntersectWith(_rows.Select(row => row.Leave.Id));
        _loaded = true;
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
            _chosen.UnionWith(_rows.Select(row => row.Leave.Id));
    }

    private async Task Decide(bool approves)
    {
        _busy = true;
        var decided = await Sign.Run(Actor, [.. _chosen.Order()], approves, _remark, Left);
        _refused = [.. decided.Where(one => one.Refusal is not null)];
        var count = decided.Count - _refused.Count;
        _done = count == 0 ? null : $"已{(approves ? "同意" : "不同意")} {count} 张假条。";
        if (_refused.Count == 0)
            _remark = "";
        await Open();
        _busy = false;
    }
}
