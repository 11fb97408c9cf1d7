using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Everybody's scores: filter and page stay in the address.</summary>
public sealed partial class ScoresPage
{
    private SubjectKind _kind;
    private string _quarter = "";
    private string _text = "";
    private ListScores.Found? _found;

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "quarter")]
    private string? QuarterName { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [Inject]
    private ListScores List { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override void ReadFilter()
    {
        _kind = KindName == "window" ? SubjectKind.Window : SubjectKind.Person;
        _quarter = $"{QuarterNames.Find(QuarterName) ?? Quarter.Of(Clock.Today())}";
        _text = Text ?? "";
    }

    private protected override Dictionary<string, object?> Filter => new()
    {
        ["kind"] = _kind == SubjectKind.Window ? "window" : null,
        ["quarter"] = _quarter,
        ["q"] = _text.Length > 0 ? _text : null,
    };

    private protected override async Task<int> Load(int page)
    {
        if (Take(await List.Run(Actor, new(_kind, QuarterNames.Find(_quarter) ?? Quarter.Of(Clock.Today()), _text, page), Left), out var found))
            _found = found;
        return _found?.Page ?? 1;
    }
}
