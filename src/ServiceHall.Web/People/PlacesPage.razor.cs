using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.People;

/// <summary>Units, halls with their fences, windows.</summary>
public partial class PlacesPage
{
    private const double UsualRadius = 150;
    private EditPlaces.Places _places = new([], [], []);
    private SiteForm? _site;
    private Window? _window;
    private Unit? _unit;
    private string _unitName = "";
    private string? _done;
    private bool _locating;
    private double? _accuracy;

    [Inject]
    private EditPlaces Places { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private bool MayEdit => User.May(Right.EditPeople);

    private protected override async Task Open()
    {
        if (Take(await Places.List(Actor, Left), out var places))
            _places = places;
    }

    private protected override Task ReadAnew() => Open();

    private static SiteForm NewSite() => new() { RadiusMetres = UsualRadius };

    private Window NewWindow() => new() { Code = "", Name = "", UnitId = _places.Units[0].Id };

    // The row itself stays as it is until the change is saved.
    private void Edit(SiteForm site) => (_accuracy, _site) = (null, site);

    private void Edit(Window window) => _window = new Window
    {
        Id = window.Id, Code = window.Code, Name = window.Name, UnitId = window.UnitId, SiteId = window.SiteId, Version = window.Version,
    };

    private async Task SaveSite()
    {
        if (await Finish(await Places.Save(Actor, _site!, Left)))
            _site = null;
    }

    private async Task SaveWindow()
    {
        if (await Finish(await Places.Save(Actor, _window!, Left)))
            _window = null;
    }

    private async Task SaveUnit()
    {
        var unit = new Unit { Id = _unit?.Id ?? 0, Name = _unitName, Version = _unit?.Version ?? 0 };
        if (await Finish(await Places.Save(Actor, unit, Left)))
            (_unit, _unitName) = (null, "");
    }

    private async Task Remove(object place)
    {
        if (await Finish(await Places.Remove(Actor, place, Left), "已删除。"))
            (_site, _window, _unit, _unitName) = (null, null, null, "");
    }

    private async Task<bool> Finish<T>(Answer<T> answer, string done = "已保存。")
    {
        _done = null;
        var saved = Take(answer, out _);
        var refusal = Refusal;
        if (saved || refusal?.Kind == RefusalKind.Conflict)
            await Open();
        Refusal = refusal;
        _done = saved ? done : null;
        return saved;
    }

    private async Task TakeHere()
    {
        _locating = true;
        try
        {
            await using var position = await Browser.InvokeAsync<IJSObjectReference>("import", Left, "/position.js");
            var fix = await position.InvokeAsync<Fix>("take", Left);
            if (fix.Fault is { } fault)
            {
                Refusal = new Refusal(fault);
                return;
            }

            // Nobody waits for it any more where the form was closed meanwhile.
            if (_site is { } site)
                (site.Latitude, site.Longitude, _accuracy, Refusal) = (fix.Latitude, fix.Longitude, fix.Accuracy, null);
        }
        finally
        {
            _locating = false;
        }
    }

    private sealed record Fix(double Latitude, double Longitude, double Accuracy, string? Fault);
}
