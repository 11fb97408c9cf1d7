namespace ServiceHall.Rules.People;

/// <summary>A person's staff number (工号). Ordered by character codes.</summary>
/// <param name="Text">1 to 64 characters without control characters.</param>
public readonly record struct StaffId(string Text) : IComparable<StaffId>
{
    /// <inheritdoc/>
    public int CompareTo(StaffId other) => string.CompareOrdinal(Text, other.Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A window's id (窗口). Ordered by character codes.</summary>
/// <param name="Text">1 to 64 characters without control characters.</param>
public readonly record struct WindowId(string Text) : IComparable<WindowId>
{
    /// <inheritdoc/>
    public int CompareTo(WindowId other) => string.CompareOrdinal(Text, other.Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>The id of a hall or branch hall (大厅、分厅).</summary>
/// <param name="Text">1 to 64 characters without control characters.</param>
public readonly record struct SiteId(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
