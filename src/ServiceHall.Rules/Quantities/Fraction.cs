using System.Globalization;
using System.Numerics;

namespace ServiceHall.Rules.Quantities;

/// <summary>
/// An exact fraction, always in lowest terms with a denominator above 0. Days of leave, means and scores are kept as
/// fractions because a threshold must be met exactly: three times 130/390 of a day is a whole day.
/// Rounding happens only where a person reads it (<see cref="ToString"/>).
/// </summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    private readonly BigInteger _over;

    /// <summary>The fraction <paramref name="above"/> / <paramref name="under"/>.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="under"/> is 0.</exception>
    public Fraction(BigInteger above, BigInteger under)
    {
        if (under.IsZero) throw new DivideByZeroException();
        var divisor = BigInteger.GreatestCommonDivisor(above, under);
        if (under.Sign < 0) divisor = -divisor;
        Above = above / divisor;
        // Stored less one, so that default(Fraction) is 0/1.
        _over = (under / divisor) - BigInteger.One;
    }

    /// <summary>The numerator, with the sign.</summary>
    public BigInteger Above { get; }

    /// <summary>The denominator, above 0.</summary>
    public BigInteger Under => _over + BigInteger.One;

    /// <summary>0.</summary>
    public static Fraction Zero => default;

    /// <summary>One half: the share of a session in a day.</summary>
    public static Fraction Half => new(1, 2);

    /// <summary>The fraction that a decimal number is; every decimal is one.</summary>
    public static Fraction Of(decimal number)
    {
        if (decimal.IsInteger(number)) return new Fraction(new BigInteger(number), BigInteger.One);
        var digits = number.ToString(CultureInfo.InvariantCulture);
        var places = digits.Length - digits.IndexOf('.', StringComparison.Ordinal) - 1;
        return new Fraction(Whole(digits.Replace(".", "", StringComparison.Ordinal)), Whole("1" + new string('0', places)));

        static BigInteger Whole(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>The smaller of two fractions.</summary>
    public static Fraction Min(Fraction one, Fraction other) => one <= other ? one : other;

    /// <summary>Sum.</summary>
    public static Fraction operator +(Fraction one, Fraction other) =>
        one.Under == other.Under
            ? new(one.Above + other.Above, one.Under)
            : new((one.Above * other.Under) + (other.Above * one.Under), one.Under * other.Under);

    /// <summary>Product with a whole number.</summary>
    public static Fraction operator *(Fraction one, int times) => new(one.Above * times, one.Under);

    /// <summary>A whole-number part of the fraction.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="parts"/> is 0.</exception>
    public static Fraction operator /(Fraction one, int parts) => new(one.Above, one.Under * parts);

    /// <summary>Whether one is less.</summary>
    public static bool operator <(Fraction one, Fraction other) => one.CompareTo(other) < 0;

    /// <summary>Whether one is greater.</summary>
    public static bool operator >(Fraction one, Fraction other) => one.CompareTo(other) > 0;

    /// <summary>Whether one is at most the other.</summary>
    public static bool operator <=(Fraction one, Fraction other) => one.CompareTo(other) <= 0;

    /// <summary>Whether one is at least the other.</summary>
    public static bool operator >=(Fraction one, Fraction other) => one.CompareTo(other) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => (Above * other.Under).CompareTo(other.Above * Under);

    /// <summary>The number with two decimals, half away from zero, as results and pages show it: <c>97.50</c>.</summary>
    public override string ToString() => Rounded().ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>The number rounded to two decimals, half away from zero. For showing only, never for deciding.</summary>
    public decimal Rounded()
    {
        // A decimal quotient has 28 digits: where the exact value lies on a half, the quotient is exact too.
        var rounded = Math.Round((decimal)Above / (decimal)Under, 2, MidpointRounding.AwayFromZero);
        // A little less than nothing is shown as 0.00, not as -0.00.
        return rounded == decimal.Zero ? decimal.Zero : rounded;
    }
}
