using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Import;

/// <summary>One import: what its lines wrote, what rests on it, and taking it back as a whole.</summary>
public sealed partial class ImportRecordPage
{
    private ShowImport.Found? _found;
    private bool _asks;
    private string _reason = "";

    /// <summary>Which import.</summary>
    [Parameter]
    public int Id { get; set; }

    [Inject]
    private ShowImport Show { get; set; } = null!;

    [Inject]
    private TakeBackImport Back { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Task Open() => Load(1);

    private protected override Task ReadAnew() => Load(_found?.Page ?? 1);

    private async Task Load(int page)
    {
        var refusal = Refusal;
        if (Take(await Show.Run(Actor, Id, page, Left), out var found))
            _found = found;
        Refusal ??= refusal;
    }

    private async Task TakeBack()
    {
        Busy = true;
        var isDone = Take(await Back.Run(Actor, Id, _reason, Left), out _);
        // A reason that is too short is mended where it was written.
        (Busy, _asks) = (false, !isDone && _reason.Length > 0);
        await Load(1);
    }
}
