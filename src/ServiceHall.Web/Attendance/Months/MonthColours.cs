namespace ServiceHall.Web.Attendance.Months;

/// <summary>The colours of half days in files, as the pages' style sheet has them: paper, text.</summary>
internal static class MonthColours
{
    private static readonly Dictionary<string, (string Paper, string Text)> All = new(StringComparer.Ordinal)
    {
        ["none"] = ("FFFFFF", "000000"),
        ["off"] = ("F1F4F7", "8A96A3"),
        ["open"] = ("FFFFFF", "5B6876"),
        ["present"] = ("F0F8F3", "2D7A53"),
        ["late"] = ("FFE3B0", "7D4A00"),
        ["early"] = ("FDEECF", "74501A"),
        ["absent"] = ("FBD3CF", "A11D15"),
        ["truant"] = ("B3261E", "FFFFFF"),
        ["exempt"] = ("E9E5F8", "574B8F"),
        ["leave"] = ("D5E7F8", "0D4B85"),
    };

    /// <summary>The classes in a fixed order, by which a workbook numbers its styles.</summary>
    public static IReadOnlyList<string> Classes { get; } = [.. All.Keys];

    /// <summary>The colours of a class, six hexadecimal digits each.</summary>
    public static (string Paper, string Text) Of(string name) => All[name];
}
