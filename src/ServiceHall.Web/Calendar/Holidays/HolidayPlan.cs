using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceHall.Web.Calendar.Holidays;

/// <summary>A day that an import of a notice changes.</summary>
/// <param name="Before">What it was, in words.</param>
/// <param name="After">What it becomes.</param>
internal sealed record HolidayChange(DateOnly Day, string Before, string After);

/// <summary>What is rarely meant in a notice; it takes a tick of its own.</summary>
/// <param name="Key">What is ticked.</param>
/// <param name="Text">What is missing, or disappears.</param>
internal sealed record HolidayDanger(string Key, string Text);

/// <summary>What the import of a year's notice would do, day by day.</summary>
/// <param name="Named">How many days the notice names.</param>
/// <param name="Changes">Those that become something else, in order.</param>
/// <param name="Dangers">What has to be ticked, all of it: a notice is taken as a whole or not.</param>
/// <param name="TooLate">Days that would have become workdays when they had come already: they stay off (考勤
/// 一(二)).</param>
internal sealed record HolidayPlan(
    int Year, int Named, IReadOnlyList<HolidayChange> Changes, IReadOnlyList<HolidayDanger> Dangers,
        IReadOnlyList<DateOnly> TooLate)
{
    /// <summary>What was shown is what is signed: the same for plans that do the same, whatever the day.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder().Append(Year);
        foreach (var change in Changes)
            text.Append(CultureInfo.InvariantCulture, $"\n{change.Day:yyyy-MM-dd}|{change.Before}|{change.After}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>What it does, in a sentence.</summary>
    public string Words => $"{Year} 年放假安排 {Named} 天，改动 {Changes.Count} 天"
        + (TooLate.Count > 0 ? $"，公布时已过、不计考勤 {TooLate.Count} 天" : "");
}
