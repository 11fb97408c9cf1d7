using Microsoft.JSInterop;

namespace ServiceHall.Web.Inspection;

/// <summary>A photo of the form: shown at once, uploaded meanwhile.</summary>
/// <param name="Key">The browser's name for it.</param>
/// <param name="Picture">What is shown.</param>
internal sealed record FormPhoto(string Key, string Picture)
{
    public int Percent { get; set; }
    public Guid? Id { get; set; }
    public string? Fault { get; set; }
}

/// <content>What the browser tells about photos: see wwwroot/photos.js.</content>
public sealed partial class NewFindingPage
{
    /// <summary>A photo was chosen and made smaller.</summary>
    /// <returns>Whether there is room for it.</returns>
    [JSInvokable]
    public bool Chosen(string key, string picture)
    {
        if (_photos.Count >= FindingForm.MostPhotos)
            return false;
        _photos.Add(new FormPhoto(key, picture));
        StateHasChanged();
        return true;
    }

    /// <summary>So much of it is uploaded.</summary>
    [JSInvokable]
    public void Progress(string key, int percent) => Change(key, photo => photo.Percent = percent);

    /// <summary>It is on the server.</summary>
    [JSInvokable]
    public Task Uploaded(string key, Guid id)
    {
        Change(key, photo => photo.Id = id);
        return Changed();
    }

    /// <summary>It was refused or lost.</summary>
    [JSInvokable]
    public void Failed(string key, string text) => Change(key, photo => photo.Fault = text);

    private void Change(string key, Action<FormPhoto> change)
    {
        if (_photos.Find(photo => photo.Key == key) is not { } photo)
            return;
        change(photo);
        StateHasChanged();
    }

    private async Task Drop(FormPhoto photo)
    {
        _photos.Remove(photo);
        if (photo.Id is { } id)
            Take(await Photos.Discard(Actor, id, Left), out _);
        await Changed();
    }
}
