using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring.Settling;

/// <summary>The months of attendance, and how far recomputing is: read anew each few seconds while days are stale.</summary>
public sealed partial class MonthsPage
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private ShowMonths.Found _found = new([], 0, null);
    private YearMonth? _reopening, _closing;
    private PreviewSettlement.Figures? _figures;
    private string _reason = "";
    private bool _loaded, _watching;

    [Inject]
    private ShowMonths Show { get; set; } = null!;

    [Inject]
    private PreviewSettlement Preview { get; set; } = null!;

    [Inject]
    private SettleMonth Settle { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Task Open() => Load();

    private protected override Task ReadAnew() => Load();

    private async Task Load()
    {
        var before = Refusal;
        if (Take(await Show.Run(Actor, Left), out var found))
            _found = found;
        Refusal ??= before;
        _loaded = true;
        if (_found.StaleDays > 0 && !_watching)
            _ = InvokeAsync(Watch);
    }

    private async Task Watch()
    {
        _watching = true;
        try
        {
            while (_found.StaleDays > 0)
            {
                await Task.Delay(Again, Left);
                await Load();
                StateHasChanged();
            }
        }
        catch (Exception fault) when (!Left.IsCancellationRequested)
        {
            await DispatchExceptionAsync(fault);
        }
        catch (OperationCanceledException)
        {
            // Somebody left the page.
        }
        finally
        {
            _watching = false;
        }
    }

    // A month is closed by whoever has seen its figures.
    private async Task Look(YearMonth month)
    {
        (_closing, _figures) = (month, null);
        if (Take(await Preview.Run(Actor, month, Left), out var figures))
            _figures = figures;
    }

    private async Task Close(YearMonth month)
    {
        Busy = true;
        _closing = null;
        Take(await Settle.Close(Actor, month, Left), out _);
        await Load();
        Busy = false;
    }

    private async Task Reopen(YearMonth month)
    {
        Busy = true;
        if (Take(await Settle.Reopen(Actor, month, _reason, Left), out _))
            (_reopening, _reason) = (null, "");
        await Load();
        Busy = false;
    }

    private string Time(DateTimeOffset instant) => Clock.Civil(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
