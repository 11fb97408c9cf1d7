namespace ServiceHall.Web.Shell;

/// <summary>
/// What an address names of an enumeration: by its exact name. Numbers, other cases and unknown names name nothing, so one
/// thing has one address and none shows something else.
/// </summary>
internal static class NamesInAddress
{
    /// <summary>The value of that name; null: there is none.</summary>
    public static T? Find<T>(string? name)
        where T : struct, Enum =>
        name is not null && Enum.GetNames<T>().Contains(name, StringComparer.Ordinal) ? Enum.Parse<T>(name) : null;
}
