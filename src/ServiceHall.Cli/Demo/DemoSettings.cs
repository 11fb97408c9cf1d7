using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>What the hall to invent is like.</summary>
/// <param name="Seed">The same seed and the same settings give the same files, byte by byte.</param>
/// <param name="Staff">How many people; at least one for each window.</param>
/// <param name="Windows">How many windows, from 1.</param>
/// <param name="Period">The days of the facts.</param>
internal sealed record DemoSettings(ulong Seed, int Staff, int Windows, Period Period)
{
    private const int WindowDays = 700;

    /// <summary>
    /// Whether windows and days suffice for everything that can be found or earned to happen at least once without
    /// burying the hall in it.
    /// </summary>
    public bool HoldsEverything => Windows * (long)Period.Days.Count() >= WindowDays;
}
