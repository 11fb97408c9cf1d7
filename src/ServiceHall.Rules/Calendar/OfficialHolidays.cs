namespace ServiceHall.Rules.Calendar;

/// <summary>
/// The days off and make-up workdays that the State Council General Office announces, year by year. A year without a
/// notice is not announced: nothing is guessed for it.
/// </summary>
public sealed class OfficialHolidays
{
    private static readonly Lazy<OfficialHolidays> LazyBuiltIn = new(ReadBuiltIn);

    private readonly SortedDictionary<int, OfficialYear> _years = [];
    private readonly Dictionary<DateOnly, OfficialDay> _exceptions = [];

    private OfficialHolidays() { }

    /// <summary>What was announced when this version of the program was built.</summary>
    public static OfficialHolidays BuiltIn => LazyBuiltIn.Value;

    /// <summary>The announced years, ascending.</summary>
    public IReadOnlyCollection<int> Years => _years.Keys;

    /// <summary>Whether there is a notice for the year.</summary>
    public bool IsAnnounced(int year) => _years.ContainsKey(year);

    /// <summary>
    /// The notice for a year, or null where the year is not announced. Its days are in ascending order; the last days
    /// of the year before can be among them (a New Year that begins on 31 December).
    /// </summary>
    public OfficialYear? Year(int year) => _years.GetValueOrDefault(year);

    /// <summary>
    /// What the notices say about a date: off or work where one names it, otherwise ordinary, or not announced where
    /// its year has no notice.
    /// </summary>
    public OfficialDay On(DateOnly date) =>
        _exceptions.TryGetValue(date, out var named)
            ? named
            : new OfficialDay(date, "", IsAnnounced(date.Year) ? OfficialDayKind.Ordinary : OfficialDayKind.NotAnnounced);

    /// <summary>
    /// Reads notices from YAML or JSON: the form of the built-in file (<c>years</c>, each with <c>notice</c> and
    /// <c>days</c>), or a single year's file in the holiday-cn form (<c>days</c> with <c>name</c>, <c>date</c>,
    /// <c>isOffDay</c>; <c>year</c>, when missing, is that of the last day).
    /// </summary>
    /// <param name="text">The file's content.</param>
    /// <param name="fileName">Stands before the line number in messages.</param>
    /// <exception cref="FormatException">
    /// The file is not of either form, names a date twice, or dates a day outside its year and the year before. The
    /// message is Chinese and gives file, line, and what would be right.
    /// </exception>
    public static OfficialHolidays Read(string text, string fileName)
    {
        var holidays = new OfficialHolidays();
        foreach (var year in OfficialHolidaysFile.Read(text, fileName))
        {
            if (!holidays._years.TryAdd(year.Year, year))
                throw new FormatException($"{fileName}: {year.Year} 年出现了两次，每年只应写一次。");
            foreach (var day in year.Days)
                if (!holidays._exceptions.TryAdd(day.Date, day))
                    throw new FormatException($"{fileName}: {day.Date:yyyy-MM-dd} 出现了两次，每个日期只应写一次。");
        }

        return holidays;
    }

    private static OfficialHolidays ReadBuiltIn()
    {
        const string Name = "holidays.yaml";
        using var stream = typeof(OfficialHolidays).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The embedded resource {Name} is missing.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd(), Name);
    }
}

/// <summary>One year's notice.</summary>
/// <param name="Year">The year that the notice is for.</param>
/// <param name="Notice">The notice's title or address; empty where the file does not say.</param>
/// <param name="Days">The days that the notice names, ascending; each is off or work.</param>
public sealed record OfficialYear(int Year, string Notice, IReadOnlyList<OfficialDay> Days);

/// <summary>What the notices say about one date.</summary>
/// <param name="Date">The date.</param>
/// <param name="Name">The holiday, such as 国庆节, on days off and on make-up workdays; otherwise empty.</param>
/// <param name="Kind">Off, work, or why there is no exception.</param>
public readonly record struct OfficialDay(DateOnly Date, string Name, OfficialDayKind Kind);

/// <summary>What a date is by the notices.</summary>
public enum OfficialDayKind
{
    /// <summary>The date's year has no notice yet (未公布).</summary>
    NotAnnounced,

    /// <summary>No notice names the date: Monday to Friday are workdays.</summary>
    Ordinary,

    /// <summary>A day off, on whichever weekday.</summary>
    Off,

    /// <summary>A make-up workday (调休上班), on whichever weekday.</summary>
    Work,
}
