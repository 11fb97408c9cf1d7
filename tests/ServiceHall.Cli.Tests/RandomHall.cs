using System.Globalization;
using ServiceHall.Cli.Tests.RandomFacts;

namespace ServiceHall.Cli.Tests;

/// <summary>
/// A folder of random facts, valid by the contract and crowded about its edges. Same seed and size, same files.
/// </summary>
internal static class RandomHall
{
    /// <summary>Writes the folder, and says between which days most of it lies. The size is about the number of people.</summary>
    public static (DateOnly First, DateOnly Last) Write(string factsFolder, int seed, int size)
    {
        var dice = new Dice(seed);
        var files = new FactFiles(dice);
        var places = new RandomPlaces(dice, files, size);
        var leave = new RandomLeave(dice, files, places);
        leave.Ask();
        leave.Exempt();
        new RandomPunches(dice, files, places, leave).Come();
        var merits = new RandomMerits(dice, files, places);
        merits.Inspect();
        merits.Praise();
        files.Write(factsFolder);
        return (places.First, places.Last);
    }

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    internal static string Number(double number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
