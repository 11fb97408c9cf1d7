using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Everybody's scores: filter and page stay in the address.</summary>
public sealed partial class ScoresPage
{
    private SubjectKind _kind;
    private string _quarter = "";
    private string _text = "";
    private int _page = 1;
    private bool _loaded;
    private ListScores.Found _found = new([], 0);

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "quarter")]
    private string? QuarterName { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    [Inject]
    private ListScores List { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Task Open()
    {
        _kind = KindName == "window" ? SubjectKind.Window : SubjectKind.Person;
        _quarter = $"{QuarterNames.Find(QuarterName) ?? Quarter.Of(Clock.Today())}";
        _text = Text ?? "";
        return Load(Pager.PageOf(PageNumber));
    }

    private async Task Go(int page)
    {
        await Load(page);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
            {
                ["kind"] = _kind == SubjectKind.Window ? "window" : null,
                ["quarter"] = _quarter,
                ["q"] = _text.Length > 0 ? _text : null,
                ["page"] = page > 1 ? page : null,
            }),
            replace: true);
    }

    private async Task Load(int page)
    {
        _page = page;
        if (Take(await List.Run(Actor, new(_kind, QuarterNames.Find(_quarter) ?? Quarter.Of(Clock.Today()), _text, page), Left), out var found))
            _found = found;
        _loaded = true;
    }
}
