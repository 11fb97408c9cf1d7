namespace ServiceHall.Cli.Tests;

/// <summary>Random halls, replayed by the program and by the plain reading of the contract, line by line.</summary>
public sealed class ReplayAgainstPlain : IDisposable
{
    private const int HallsOfEachSize = 15;

    private readonly string _folder = Directory.CreateTempSubdirectory("hall-random-").FullName;

    public static TheoryData<int> Sizes => [1, 2, 3, 5, 8, 12, 16, 20, 26, 33, 40];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_random_hall_comes_out_as_the_contract_reads(int size)
    {
        for (var seed = size * 1000; seed < size * 1000 + HallsOfEachSize; seed++)
        {
            RandomHall.Write(FactsOf(seed), seed, size);
            Compare(seed, size, null, null);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_period_of_a_random_hall_comes_out_as_the_contract_reads(int size)
    {
        for (var seed = size * 1000; seed < size * 1000 + HallsOfEachSize; seed++)
        {
            var (first, last) = RandomHall.Write(FactsOf(seed), seed, size);
            var chance = new Random(seed);
            var from = first.AddDays(chance.Next(-10, 40));
            var to = chance.Next(3) == 0 ? from.AddDays(chance.Next(0, 20)) : last.AddDays(chance.Next(-20, 10));
            Compare(seed, size, chance.Next(4) == 0 ? null : from, chance.Next(4) == 0 || to < from ? null : to);
        }
    }

    private string FactsOf(int seed) => Path.Combine(_folder, $"{seed}");

    private void Compare(int seed, int size, DateOnly? from, DateOnly? to) => BothReadings.Of(
        FactsOf(seed), Path.Combine(_folder, $"{seed}-results"),
        $"RandomHall.Write(folder, seed: {seed}, size: {size}), from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}", from, to);
}
