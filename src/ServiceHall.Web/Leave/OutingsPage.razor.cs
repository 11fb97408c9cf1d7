using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Official outings of many people at once.</summary>
public sealed partial class OutingsPage
{
    private readonly HashSet<int> _chosen = [];
    private Guid _key = Guid.NewGuid();
    private DateTime? _from, _to;
    private string _reason = "";
    private string _text = "";
    private string? _done;
    private IReadOnlyList<string> _partOnly = [];
    private OutingChoices.Found _found = new([], 0, 1);

    [Inject]
    private RecordOutings Record { get; set; } = null!;

    [Inject]
    private OutingChoices Choices { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override async Task Open()
    {
        (_from, _to) = await Record.Suggested(Clock.Today(), Left);
        await Load(1);
    }

    private protected override Task ReadAnew() => Load(_found.Page);

    private async Task Load(int page)
    {
        if (Take(await Choices.Run(Actor, _text, page, Left), out var found))
            _found = found;
    }

    private async Task LookAtTime()
    {
        if (Take(await Record.PartOnly(Actor, _from, _to, Left), out var sessions))
            _partOnly = sessions;
    }

    private void Choose(int id)
    {
        if (!_chosen.Remove(id))
            _chosen.Add(id);
    }

    private async Task ChooseFound()
    {
        if (Take(await Choices.All(Actor, _text, Left), out var ids))
            _chosen.UnionWith(ids);
    }

    private async Task Save()
    {
        Busy = true;
        _done = null;
        if (Take(await Record.Run(Actor, new(_key, [.. _chosen], _from, _to, _reason), Left), out var count))
        {
            _done = $"已为 {count} 人登记因公外出，并已告诉本人。";
            _chosen.Clear();
            (_key, _reason) = (Guid.NewGuid(), "");
        }

        Busy = false;
    }
}
