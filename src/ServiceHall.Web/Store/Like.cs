namespace ServiceHall.Web.Store;

/// <summary>Patterns for ILIKE.</summary>
internal static class Like
{
    /// <summary>
    /// Matches what contains the text; what is a wildcard in a pattern is a plain character in the text. PostgreSQL
    /// keeps no NUL in text, so none is looked for.
    /// </summary>
    public static string Containing(string text) => "%" + text.Trim().Replace("\0", "", StringComparison.Ordinal)
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
