namespace ServiceHall.Web.Store.Objects;

/// <summary>An announced object that lies in the database, and the text it was made from.</summary>
internal sealed class InstalledObject
{
    public required string Name { get; init; }
    public ObjectKind Kind { get; init; }

    /// <summary>The table that it guards; empty for a function.</summary>
    public required string TableName { get; init; }

    /// <summary>The SHA-256 of the text that made it.</summary>
    public required string Hash { get; init; }
}
