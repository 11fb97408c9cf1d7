namespace ServiceHall.Web.Attendance.Codes;

/// <summary>What a hall's terminal calls itself in a punch. No phone may call itself so.</summary>
internal static class TerminalDevice
{
    private const string Prefix = "terminal:";

    /// <summary>For SQL's LIKE.</summary>
    public const string Pattern = Prefix + "%";

    /// <summary>What one terminal calls itself.</summary>
    public static string Of(string terminal) => Prefix + terminal;

    public static bool Is(string device) => device.StartsWith(Prefix, StringComparison.Ordinal);
}
