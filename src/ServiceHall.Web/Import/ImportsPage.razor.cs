using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Import;

/// <summary>The imports that were confirmed, the newest first.</summary>
public sealed partial class ImportsPage
{
    private ListImports.Found? _found;

    [Inject]
    private ListImports List { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Dictionary<string, object?> Filter => [];

    private protected override void ReadFilter()
    {
        // The list has none.
    }

    private protected override async Task<int> Load(int page)
    {
        if (Take(await List.Run(Actor, page, Left), out var found))
            _found = found;
        return _found?.Page ?? page;
    }
}
