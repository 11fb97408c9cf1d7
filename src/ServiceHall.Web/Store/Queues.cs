namespace ServiceHall.Web.Store;

/// <summary>Where jobs wait. Each has workers of its own, so that long work never delays a close.</summary>
internal static class Queues
{
    /// <summary>Sessions, months, and what changes them.</summary>
    public const string Close = "close";

    /// <summary>Everything else of the timetable.</summary>
    public const string Default = "default";

    /// <summary>Work that people start, which may take minutes.</summary>
    public const string Long = "long";

    /// <summary>The queues with how many workers each has on a server.</summary>
    public static IReadOnlyList<(string Name, int Workers)> All { get; } = [(Close, 2), (Default, 4), (Long, 2)];
}
