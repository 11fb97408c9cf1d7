using Microsoft.JSInterop;

namespace ServiceHall.Web.Inspection;

/// <content>
/// The photos of the form. Until one is on the server it is the browser's: chosen, kept, sent and shown by wwwroot/photos.js, whether
/// this page can be reached or not. What is told here is only what is there.
/// </content>
public sealed partial class NewFindingPage
{
    private int _uploading;

    /// <summary>So many photos are under way: the form waits for them.</summary>
    [JSInvokable]
    public void Uploading(int count)
    {
        _uploading = count;
        StateHasChanged();
    }

    /// <summary>A photo is on the server. Told twice, it is one.</summary>
    /// <returns>Whether there was room for it.</returns>
    [JSInvokable]
    public bool Uploaded(Guid id)
    {
        if (_photos.Contains(id))
            return true;
        if (_photos.Count >= FindingForm.MostPhotos)
            return false;
        _photos.Add(id);
        StateHasChanged();
        _ = InvokeAsync(Changed);
        return true;
    }

    private async Task Drop(Guid id)
    {
        _photos.Remove(id);
        Take(await Photos.Discard(Actor, id, Left), out _);
        await Changed();
    }
}
