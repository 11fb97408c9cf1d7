namespace ServiceHall.Cli.Tests.RandomFacts;

/// <summary>Chance with a seed: the same seed gives the same hall.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A number from the low to the high one, both included.</summary>
    internal int Between(int low, int high) => _random.Next(low, high + 1);

    internal double Real(double low, double high) => low + _random.NextDouble() * (high - low);

    internal bool Percent(int chance) => _random.Next(100) < chance;

    internal T OneOf<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>One of the choices, each as likely as its weight.</summary>
    internal T Weighted<T>(params (int Weight, T Choice)[] choices)
    {
        var left = _random.Next(choices.Sum(choice => choice.Weight));
        return choices.First(choice => (left -= choice.Weight) < 0).Choice;
    }

    /// <summary>`true`, or one of the two ways to say no.</summary>
    internal string Truth(int chanceOfTrue) => Percent(chanceOfTrue) ? "true" : OneOf(["false", ""]);

    internal void Shuffle<T>(List<T> list)
    {
        for (var at = list.Count - 1; at > 0; at--)
        {
            var other = _random.Next(at + 1);
            (list[at], list[other]) = (list[other], list[at]);
        }
    }
}
