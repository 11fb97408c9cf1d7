using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>The month of attendance: people by half days. Month, filter and the open half day stay in the address.</summary>
public sealed partial class MonthPage : IAsyncDisposable
{
    /// <summary>The height of a row in pixels; the style sheet has the same.</summary>
    public const float RowHeight = 38;

    private string _month = "", _unit = "", _window = "", _state = "", _text = "";
    private ShowMonth.Found? _found;
    private IReadOnlyList<MonthWindow> _windows = [];
    private List<MonthRow> _rows = [];
    private (int StaffId, DateOnly Day, DayPart Part)? _cell;
    private int? _work;
    private ElementReference _scroll;
    private IJSObjectReference? _keys;
    private DotNetObjectReference<MonthPage>? _self;

    [Inject]
    private ShowMonth Show { get; set; } = null!;

    [Inject]
    private StartWork Start { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "month")]
    private string? MonthName { get; set; }

    [SupplyParameterFromQuery(Name = "unit")]
    private string? UnitId { get; set; }

    [SupplyParameterFromQuery(Name = "window")]
    private string? WindowId { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateCode { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    /// <summary>The open half day: the person's id, day and part.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    private string Query => new Uri(Address(Request(), withCell: false)).Query;

    private string SheetQuery => new Uri(Address(Request().Whole, withCell: false)).Query;

    private protected override async Task Open()
    {
        var request = ShowMonth.Request.Of(MonthName, UnitId, WindowId, StateCode, Text, Clock.Today());
        (_month, _unit, _window, _state, _text) = ($"{request.Month}", $"{request.UnitId}", $"{request.WindowId}", request.State ?? "", request.Text);
        _cell = At?.Split('/', 2) is [var person, var half] && MonthNames.Id(person) is { } staffId && MonthNames.HalfDay(half) is { } at
            ? (staffId, at.Day, at.Part)
            : null;
        await Load();
    }

    private protected override Task ReadAnew() => Open();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_found is null || _self is not null)
            return;
        _self = DotNetObjectReference.Create(this);
        _keys = await Browser.InvokeAsync<IJSObjectReference>("import", Left, "/month.js");
        await _keys.InvokeVoidAsync("listen", Left, _scroll, _self);
    }

    /// <summary>Somebody pressed a half day.</summary>
    /// <param name="row">The row's key.</param>
    /// <param name="half">Its place: two for each day, the morning first.</param>
    [JSInvokable]
    public void OpenCell(string row, int half)
    {
        if (_found is not { } found || _rows.Find(one => one.Key == row) is not { } pressed || half < 0 || half >= pressed.HalfDays.Length)
            return;
        _cell = (pressed.StaffId, found.Grid.Days[half / 2].Day, half % 2 == 0 ? DayPart.Morning : DayPart.Afternoon);
        Navigate();
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        _self?.Dispose();
        try
        {
            if (_keys is not null)
                await _keys.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its script with it.
        }
    }

    private async Task Turn(int months)
    {
        _month = $"{Request().Month.Add(months)}";
        await Go();
    }

    private Task UnitChosen()
    {
        _window = "";
        return Go();
    }

    private async Task Go()
    {
        _cell = null;
        await Load();
        Navigate();
    }

    private async Task ExportAll()
    {
        Busy = true;
        if (Take(await Start.Run(Actor, new(ExportMonth.Kind, new ExportMonth.Asked($"{Request().Month}"), Guid.NewGuid()), Left), out var work))
            _work = work;
        Busy = false;
    }

    private void Close()
    {
        _cell = null;
        Navigate();
    }

    private async Task Load()
    {
        if (!Take(await Show.Run(Actor, Request(), Left), out var found))
            return;
        (_month, _found, _windows, _rows) = ($"{found.Grid.Month}", found, found.Windows, [.. found.Grid.Rows]);
    }

    private ShowMonth.Request Request() => ShowMonth.Request.Of(_month, _unit, _window, _state, _text, Clock.Today());

    private void Navigate() => Write(QueryOf(Request(), withCell: true));

    private string Address(ShowMonth.Request request, bool withCell) => Navigation.GetUriWithQueryParameters(QueryOf(request, withCell));

    private Dictionary<string, object?> QueryOf(ShowMonth.Request request, bool withCell) => new()
    {
        ["month"] = $"{request.Month}",
        ["unit"] = request.UnitId,
        ["window"] = request.WindowId,
        ["state"] = request.State,
        ["q"] = request.Text.Length > 0 ? request.Text : null,
        ["at"] = withCell && _cell is { } cell ? $"{cell.StaffId}/{MonthNames.HalfDay(cell.Day, cell.Part)}" : null,
    };

    private static string Kinds(MonthGrid grid) => string.Join(' ', grid.Letters.Kinds.Select(kind => kind.Title));

    private static string DayTitle(MonthDay day) => $"{day.Day.Month}月{day.Day.Day}日 星期{day.Day.Weekday()}{(day.Name.Length > 0 ? $"，{day.Name}" : "")}，{(day.Works ? "上班" : "休息")}";
}
