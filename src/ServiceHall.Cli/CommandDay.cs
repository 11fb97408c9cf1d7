using System.Globalization;
using ServiceHall.Replay;

namespace ServiceHall.Cli;

/// <summary>Reads a day given on the command line.</summary>
internal static class CommandDay
{
    /// <summary>The day; null where none is given.</summary>
    /// <exception cref="CommandFault">It is not a day.</exception>
    public static DateOnly? Read(string? text, string option, Language say)
    {
        if (text is null) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new CommandFault(say.Of($"{option}：“{text}”不是日期；应写成 2026-07-01 的样子。", $"{option}: '{text}' is not a date; write it like 2026-07-01."));
    }
}
