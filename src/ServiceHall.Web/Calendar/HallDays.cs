using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>The hall's days at one version of the facts.</summary>
/// <param name="Version">Which facts they were made from.</param>
/// <param name="Year">What each day is, and why.</param>
/// <param name="Timetable">Workdays and their hours under the hall's rulebook.</param>
internal sealed record DaysInForce(long Version, HallYear Year, Timetable Timetable);

/// <summary>The hall's days as they count now, kept in memory and read again when the database says that they changed.</summary>
internal sealed class HallDays(HallRulebook rulebook)
{
    private DaysInForce? _current;

    /// <summary>The days that are in force at the moment of the call.</summary>
    public async Task<DaysInForce> Current(HallDb db, CancellationToken cancel)
    {
        // The version first: what changes while the rest is read is then read again the next time.
        var version = await KeptInMemory.Version(db, cancel);
        if (Volatile.Read(ref _current) is { } current && current.Version == version)
            return current;
        var year = await HallYear.Read(db, cancel);
        var read = new DaysInForce(version, year, new Timetable(year.Rules, rulebook));
        Volatile.Write(ref _current, read);
        return read;
    }
}
