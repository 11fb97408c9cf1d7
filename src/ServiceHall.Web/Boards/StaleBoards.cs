using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>This server's note that the boards are stale: made after each commit of something that they show.</summary>
internal sealed class StaleBoards
{
    private int _noted;

    public StaleBoards(Commits commits) => commits.Watch(changed =>
    {
        if (BoardReading.Shown.Overlaps(changed))
            Note();
    });

    /// <summary>Notes the boards as stale. Many notes are one.</summary>
    public void Note() => Volatile.Write(ref _noted, 1);

    /// <summary>Takes the note away; true: there was one.</summary>
    public bool Take() => Interlocked.Exchange(ref _noted, 0) == 1;
}
