using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>One score and all that led to it: one's own, or that of whoever one may see.</summary>
public sealed partial class ScorePage
{
    private ShowScore.Page? _page;
    private string _quarter = "";

    /// <summary>Whose; without this or a window one's own.</summary>
    [Parameter]
    public int? PersonId { get; set; }

    /// <summary>A window's.</summary>
    [Parameter]
    public int? WindowId { get; set; }

    [SupplyParameterFromQuery(Name = "quarter")]
    private string? QuarterName { get; set; }

    [Inject]
    private ShowScore Show { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private LedgerSubject? Subject =>
        WindowId is { } window ? LedgerSubject.Window(window) : PersonId is { } person ? LedgerSubject.Staff(person) : null;

    private protected override Task Open()
    {
        _quarter = $"{QuarterNames.Find(QuarterName) ?? Quarter.Of(Clock.Today())}";
        return Load();
    }

    private protected override Task ReadAnew() => Open();

    private async Task Go()
    {
        await Load();
        Write(new Dictionary<string, object?> { ["quarter"] = _quarter });
    }

    private async Task Load()
    {
        if (Take(await Show.Run(Actor, new(Subject, QuarterNames.Find(_quarter) ?? Quarter.Of(Clock.Today())), Left), out var page))
            _page = page;
    }
}
