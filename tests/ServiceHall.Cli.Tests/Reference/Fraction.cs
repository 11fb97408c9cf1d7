using System.Globalization;
using System.Numerics;

namespace ServiceHall.Cli.Tests.Reference;

/// <summary>
/// An exact number, for days (halves and 390ths) and for means over any number of people.
/// Rounded only where it is written.
/// </summary>
internal sealed class Fraction
{
    private readonly BigInteger _above;
    private readonly BigInteger _below;

    internal Fraction(BigInteger above, BigInteger below)
    {
        var shared = BigInteger.GreatestCommonDivisor(above, below);
        _above = above / shared * below.Sign;
        _below = BigInteger.Abs(below / shared);
    }

    internal static Fraction Zero { get; } = Whole(0);

    internal static Fraction Whole(BigInteger number) => new(number, 1);

    internal static Fraction Sum(IEnumerable<Fraction> parts) => parts.Aggregate(Zero, (sum, part) => sum.Plus(part));

    internal Fraction Plus(Fraction other) => new(_above * other._below + other._above * _below, _below * other._below);

    internal Fraction DividedBy(BigInteger number) => new(_above, _below * number);

    /// <summary>Below zero when this is less than the other, zero when they are the same number.</summary>
    internal int ComparedTo(Fraction other) => (_above * other._below).CompareTo(other._above * _below);

    internal bool IsOver(int number) => ComparedTo(Whole(number)) > 0;

    internal bool IsAtLeast(int number) => ComparedTo(Whole(number)) >= 0;

    /// <summary>Two decimals, half away from zero.</summary>
    internal string InTwoDecimals()
    {
        var hundredths = (BigInteger.Abs(_above) * 200 + _below) / (_below * 2);
        var sign = _above.Sign < 0 && !hundredths.IsZero ? "-" : "";
        var digits = hundredths.ToString(CultureInfo.InvariantCulture).PadLeft(3, '0');
        return sign + digits[..^2] + "." + digits[^2..];
    }
}
