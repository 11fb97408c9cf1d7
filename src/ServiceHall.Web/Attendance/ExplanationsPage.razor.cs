using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Attendance;

/// <summary>The section reads explanations and accepts them or not, several at once. Filter and page stay in the address.</summary>
public sealed partial class ExplanationsPage
{
    private readonly HashSet<int> _chosen = [];
    private ListExplanations.State _state;
    private ListExplanations.Found _found = new([], 0, 1);
    private string _text = "", _remark = "";
    private DateOnly? _month;
    private string? _done;
    private bool _loaded;

    [Inject]
    private ListExplanations List { get; set; } = null!;

    [Inject]
    private DecideExplanations Deciding { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "month")]
    private string? MonthText { get; set; }

    private IEnumerable<int> Waiting => _found.Rows.Where(row => row.Explanation.Accepted is null).Select(row => row.Explanation.Id);

    private protected override Dictionary<string, object?> Filter => new()
    {
        ["q"] = _text.Length > 0 ? _text : null,
        ["state"] = _state == ListExplanations.State.Waiting ? null : _state.ToString(),
        ["month"] = _month?.ToString("yyyy-MM", CultureInfo.InvariantCulture),
    };

    private protected override void ReadFilter()
    {
        _text = Text ?? "";
        _month = AcceptedDays.Month(MonthText);
        _state = NamesInAddress.Find<ListExplanations.State>(StateName) ?? ListExplanations.State.Waiting;
    }

    private protected override async Task<int> Load(int page)
    {
        _done = null;
        if (Take(await List.Run(Actor, new(_state, _text, _month, page), Left), out var found))
            _found = found;
        _chosen.IntersectWith(Waiting);
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
            _chosen.UnionWith(Waiting);
    }

    private async Task Decide(bool accept)
    {
        Busy = true;
        if (Take(await Deciding.Run(Actor, new([.. _chosen], accept, _remark), Left), out var decided))
        {
            _remark = "";
            await Go(Page);
            _done = $"已处理 {decided.Count} 份，已通知本人。{string.Join("", decided.Left)}";
        }

        Busy = false;
    }
}
