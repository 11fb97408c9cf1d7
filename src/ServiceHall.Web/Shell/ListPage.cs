using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Shell;

/// <summary>A list of the desk whose filter and page stay in the address, so that it can be shared and gone back to.</summary>
public abstract class ListPage : DeskPage
{
    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    /// <summary>Which page is shown, from 1 on.</summary>
    private protected int Page { get; private set; } = 1;

    /// <summary>Takes the filter out of the address.</summary>
    private protected abstract void ReadFilter();

    /// <summary>The filter as the address keeps it; null: what holds without saying.</summary>
    private protected abstract Dictionary<string, object?> Filter { get; }

    /// <summary>Reads a page of the list.</summary>
    /// <returns>Which page it is; beyond the last there is the last one.</returns>
    private protected abstract Task<int> Load(int page);

    private protected override Task Open() => ReadAnew();

    private protected sealed override async Task ReadAnew()
    {
        ReadFilter();
        Page = await Load(Pager.PageOf(PageNumber));
    }

    /// <summary>Shows another page, or the list by a changed filter.</summary>
    private protected async Task Go(int page)
    {
        Page = await Load(page);
        Write(new Dictionary<string, object?>(Filter) { ["page"] = Page > 1 ? Page : null });
    }
}
