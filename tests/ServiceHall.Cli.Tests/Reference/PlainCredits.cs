using System.Globalization;

namespace ServiceHall.Cli.Tests.Reference;

/// <summary>The contract's "Credits" with the credits of the built-in regulation (J1 to J7).</summary>
internal static class PlainCredits
{
    internal static IEnumerable<LedgerRow> Entries(PlainFacts facts, HashSet<DateOnly> period)
    {
        var recognised = facts.Credits.Where(credit => credit.Recognised && period.Contains(credit.On)).ToList();
        foreach (var credit in recognised)
        {
            var beaten = credit.Code switch
            {
                "J2" => credit.Matter.Length > 0 && recognised.Any(other => other.Code == "J2"
                    && PersonOf(other) == PersonOf(credit) && (PersonOf(credit).Length > 0 || other.Window == credit.Window)
                    && other.Matter == credit.Matter
                    && PlainCalendar.QuarterOf(other.On) == PlainCalendar.QuarterOf(credit.On)
                    && (PointsOf(other) > PointsOf(credit)
                        || (PointsOf(other) == PointsOf(credit) && IsBefore(other, credit)))),
                "J7" => recognised.Any(other => other.Code == "J7" && other.Window == credit.Window
                    && WeekOf(other.On) == WeekOf(credit.On) && IsBefore(other, credit)),
                _ => false,
            };
            if (!beaten)
            {
                yield return PlainLedger.Entry(
                    facts, credit.On, PersonOf(credit), credit.Window, credit.Code, credit.Id, PointsOf(credit), "credit");
            }
        }
    }

    private static int PointsOf(CreditRow credit) => (credit.Code, credit.Level) switch
    {
        ("J1", "municipal") => 3,
        ("J1", "provincial") => 5,
        ("J1", "national") => 10,
        ("J2", "municipal") => 5,
        ("J2", "provincial") => 10,
        ("J2", "national") => 20,
        ("J3", _) => credit.Striking ? 5 + 5 : 5,
        ("J4a" or "J4b" or "J5", _) => 5,
        ("J6", "hall") => 2,
        ("J6", _) => 5,
        ("J7", _) => 2,
        _ => throw new InvalidOperationException($"{credit.Id}: no points for {credit.Code} {credit.Level}"),
    };

    /// <summary>Blank where the credit is the window's: J4a and J7 are, whoever is named.</summary>
    private static string PersonOf(CreditRow credit) => credit.Code is "J4a" or "J7" ? "" : credit.Staff;

    private static bool IsBefore(CreditRow one, CreditRow other) =>
        one.On != other.On ? one.On < other.On : string.CompareOrdinal(one.Id, other.Id) < 0;

    private static (int Year, int Week) WeekOf(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return (ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date));
    }
}
