namespace ServiceHall.Web.Boards;

/// <summary>
/// One whole picture of a board. What the fields mean stands in docs/boards.md; the screen's side of the same records is
/// kiosk/src/wire.ts. Stored with <see cref="Number"/> 0 and no time, so that equal content is equal text.
/// </summary>
/// <param name="Format">Raised only when an older screen could not read it.</param>
/// <param name="Number">Rises with each change of content.</param>
/// <param name="MadeAt">When this content was first built.</param>
/// <param name="Site">The hall's name.</param>
/// <param name="Demonstration">The ribbon's sentence in a demonstration hall.</param>
/// <param name="Quarter">The running quarter in words, 2026年第四季度.</param>
internal sealed record BoardSnapshot(
    int Format, long Number, DateTimeOffset MadeAt, string Site, string? Demonstration, string Quarter,
    BoardStanding Standing, BoardPresence Presence, IReadOnlyList<BoardNotice> Notices)
{
    /// <summary>The format that this server writes.</summary>
    public const int CurrentFormat = 1;
}

/// <summary>The quarter's standing of the windows.</summary>
/// <param name="First">Ranks 1 to 10 in order; equal scores share a rank, so there may be more than ten.</param>
/// <param name="Rest">All others, by place only.</param>
internal sealed record BoardStanding(IReadOnlyList<FirstPlace> First, IReadOnlyList<Place> Rest);

/// <summary>One of the first ten.</summary>
/// <param name="Points">The quarter's score, at most two decimals.</param>
internal sealed record FirstPlace(string WindowId, int Rank, string Window, string Unit, decimal Points);

/// <summary>A window's place, without its points.</summary>
internal sealed record Place(string WindowId, int Rank, string Window);

/// <summary>Today's presence by window. No names, no reasons.</summary>
/// <param name="Open">Whether the hall is at work now; outside working time no counts are shown.</param>
/// <param name="Session">上午 08:30—11:30, or what comes next.</param>
internal sealed record BoardPresence(bool Open, string Session, IReadOnlyList<WindowPresence> Windows);

/// <summary>How many are at a window.</summary>
/// <param name="Expected">People who owe this session.</param>
/// <param name="Present">Of these, who signed in and is not away.</param>
/// <param name="Away">Of these, who is away for a while with permission.</param>
/// <param name="BackAt">When the next of those is back (the hall's civil time); null: not known.</param>
/// <param name="Covered">Nobody is expected, and a cover person stands in.</param>
internal sealed record WindowPresence(string WindowId, string Window, int Expected, int Present, int Away, TimeOnly? BackAt, bool Covered);

/// <summary>A notice for the public.</summary>
internal sealed record BoardNotice(string Id, string Text);

/// <summary>Sent to every screen after its connect and every 15 s.</summary>
/// <param name="ServerTime">The hall's clock, the only one that a screen shows.</param>
/// <param name="Number">The newest snapshot's number.</param>
/// <param name="CheckedAt">When the board was last compared with the facts.</param>
internal sealed record Heartbeat(DateTimeOffset ServerTime, long Number, DateTimeOffset CheckedAt);

/// <summary>What a screen says about itself every 15 s.</summary>
/// <param name="Version">Its program's version.</param>
/// <param name="Number">The number on the screen; 0: none.</param>
/// <param name="At">When it was last drawn; null: never.</param>
internal sealed record SeenReport(string? Version, long Number, DateTimeOffset? At);
