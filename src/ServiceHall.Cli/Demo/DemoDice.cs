namespace ServiceHall.Cli.Demo;

/// <summary>What dice are thrown for. The number is part of the throw: a new topic gets a new number.</summary>
internal enum DemoTopic
{
    WindowSizes = 1,
    Changes,
    Person,
    Stories,
    Leave,
    Exemptions,
    Session,
    StrayTap,
    Findings,
    Credits,
}

/// <summary>
/// Pseudo-random whole numbers (SplitMix64), the same on every machine for the same seed, topic and subject. Because
/// each subject has its own dice, what happens to one person does not depend on what was thrown for another.
/// </summary>
internal sealed class DemoDice
{
    private ulong _state;

    public DemoDice(ulong seed, DemoTopic topic, long subject = 0, long detail = 0)
    {
        _state = seed;
        foreach (var part in (ReadOnlySpan<ulong>)[(ulong)topic, (ulong)subject, (ulong)detail])
            _state = Next() ^ part;
    }

    /// <summary>A number from 0 to one less than the bound.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A number between the two, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True so many times in ten thousand.</summary>
    public bool Chance(int inTenThousand) => Below(10_000) < inTenThousand;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>The index of a weight, drawn in proportion to the weights.</summary>
    public int PickWeighted(IReadOnlyList<int> weights)
    {
        var left = Below(weights.Sum());
        for (var i = 0; ; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }
    }

    public void Shuffle<T>(IList<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
