using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Ranking;

/// <summary>The standing of a quarter: filter and page stay in the address.</summary>
public sealed partial class StandingPage
{
    private SubjectKind _kind = SubjectKind.Window;
    private string _quarter = "";
    private ShowStanding.Found? _found;

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "quarter")]
    private string? QuarterName { get; set; }

    [Inject]
    private ShowStanding Show { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override void ReadFilter()
    {
        _kind = KindName == "person" ? SubjectKind.Person : SubjectKind.Window;
        _quarter = $"{QuarterNames.Find(QuarterName) ?? Quarter.Of(Clock.Today())}";
    }

    private protected override Dictionary<string, object?> Filter => new()
    {
        ["kind"] = _kind == SubjectKind.Person ? "person" : null, ["quarter"] = _quarter,
    };

    private protected override async Task<int> Load(int page)
    {
        if (Take(await Show.Run(Actor, new(_kind, QuarterNames.Find(_quarter) ?? Quarter.Of(Clock.Today()), page), Left), out var found))
            _found = found;
        return _found?.Page ?? 1;
    }
}
