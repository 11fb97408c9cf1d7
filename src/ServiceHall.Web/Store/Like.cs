namespace ServiceHall.Web.Store;

/// <summary>Patterns for ILIKE.</summary>
internal static class Like
{
    /// <summary>Matches what contains the text; what is a wildcard in a pattern is a plain character in the text.</summary>
    public static string Containing(string text) => "%" + text.Trim()
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
