using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Forms;

/// <summary>
/// The days that the hall takes from people, whatever way they come: a box of a page, a form, a file, an address. No hall of
/// this kind is older, and none plans further; within, a day can be added to and taken from without an end in sight. What
/// is tighter for one field, its use case says.
/// </summary>
internal static class AcceptedDays
{
    /// <summary>The first one.</summary>
    public static readonly DateOnly First = new(2000, 1, 1);

    /// <summary>The last one.</summary>
    public static readonly DateOnly Last = new(2099, 12, 31);

    private const string DayForm = "yyyy-MM-dd";
    private const string MonthForm = "yyyy-MM";

    /// <summary>Whether the hall takes a day.</summary>
    public static bool Holds(DateOnly day) => day >= First && day <= Last;

    /// <summary>Takes a day that has to be given.</summary>
    /// <param name="what">What it is called on the page.</param>
    /// <returns>Why not; null: <paramref name="day"/> is the one.</returns>
    public static Refusal? Take(string what, DateOnly? given, out DateOnly day)
    {
        day = given ?? default;
        return given is null ? Missing(what) : FaultOf(what, given);
    }

    /// <summary>Takes a moment that has to be given, in civil time.</summary>
    /// <inheritdoc cref="Take(string, DateOnly?, out DateOnly)"/>
    public static Refusal? Take(string what, DateTime? given, out DateTime moment)
    {
        moment = given ?? default;
        return given is null ? Missing(what) : FaultOf(what, DateOnly.FromDateTime(moment));
    }

    /// <summary>Takes the two ends of a stretch of days, whatever their order.</summary>
    /// <inheritdoc cref="Take(string, DateOnly?, out DateOnly)"/>
    public static Refusal? Take((string What, DateOnly? Given) one, (string What, DateOnly? Given) other, out DateOnly first, out DateOnly last)
    {
        last = default;
        return Take(one.What, one.Given, out first) ?? Take(other.What, other.Given, out last);
    }

    /// <summary>Takes the two ends of a stretch of time, whatever their order.</summary>
    /// <inheritdoc cref="Take(string, DateOnly?, out DateOnly)"/>
    public static Refusal? Take((string What, DateTime? Given) one, (string What, DateTime? Given) other, out DateTime from, out DateTime to)
    {
        to = default;
        return Take(one.What, one.Given, out from) ?? Take(other.What, other.Given, out to);
    }

    /// <summary>What is wrong with a day that may be left out; null: nothing.</summary>
    public static Refusal? FaultOf(string what, DateOnly? day) => day is not { } given || Holds(given) ? null : new(string.Create(
        CultureInfo.InvariantCulture, $"{what} {given:yyyy-MM-dd} 不合理：应在 {First:yyyy-MM-dd} 至 {Last:yyyy-MM-dd} 之间。请核对年份。"));

    /// <summary>The day that a text such as 2026-11-19 names; null: none that the hall takes.</summary>
    public static DateOnly? Day(string? text) => Read(text, DayForm);

    /// <summary>The first day of the month that a text such as 2026-11 names; null: none that the hall takes.</summary>
    public static DateOnly? Month(string? text) => Read(text, MonthForm);

    private static DateOnly? Read(string? text, [StringSyntax(StringSyntaxAttribute.DateOnlyFormat)] string form) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Holds(day) ? day : null;

    private static Refusal Missing(string what) => new($"请填写{what}。");
}
