using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Ranking;

/// <summary>The standing of a quarter: filter and page stay in the address.</summary>
public sealed partial class StandingPage
{
    private SubjectKind _kind = SubjectKind.Window;
    private string _quarter = "";
    private int _page = 1;
    private bool _loaded;
    private ShowStanding.Found _found = new([], 0);

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "quarter")]
    private string? QuarterName { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    [Inject]
    private ShowStanding Show { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Task Open()
    {
        _kind = KindName == "person" ? SubjectKind.Person : SubjectKind.Window;
        _quarter = $"{QuarterNames.Find(QuarterName) ?? Quarter.Of(Clock.Today())}";
        return Load(Pager.PageOf(PageNumber));
    }

    private async Task Go(int page)
    {
        await Load(page);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
            {
                ["kind"] = _kind == SubjectKind.Person ? "person" : null, ["quarter"] = _quarter, ["page"] = page > 1 ? page : null,
            }),
            replace: true);
    }

    private async Task Load(int page)
    {
        _page = page;
        if (Take(await Show.Run(Actor, new(_kind, QuarterNames.Find(_quarter) ?? Quarter.Of(Clock.Today()), page), Left), out var found))
            _found = found;
        _loaded = true;
    }
}
