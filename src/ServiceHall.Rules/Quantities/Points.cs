using System.Globalization;

namespace ServiceHall.Rules.Quantities;

/// <summary>
/// Points of the score (考核), negative for a deduction. A decimal number as the rulebook writes it; sums and multiples
/// of decimals are exact. What is divided (a window's mean) becomes a <see cref="Fraction"/>.
/// </summary>
/// <param name="Amount">The signed number of points.</param>
public readonly record struct Points(decimal Amount) : IComparable<Points>
{
    /// <summary>No points.</summary>
    public static Points None => default;

    /// <summary>Whether points are taken away.</summary>
    public bool IsDeduction => Amount < decimal.Zero;

    /// <summary>The same points with the other sign.</summary>
    public static Points operator -(Points points) => new(-points.Amount);

    /// <summary>Sum.</summary>
    public static Points operator +(Points one, Points other) => new(one.Amount + other.Amount);

    /// <summary>Difference.</summary>
    public static Points operator -(Points one, Points other) => new(one.Amount - other.Amount);

    /// <summary>The points of a number of pieces, days or times (每件、每天、每条).</summary>
    public static Points operator *(Points each, int quantity) => new(each.Amount * quantity);

    /// <summary>The exact fraction.</summary>
    public Fraction ToFraction() => Fraction.Of(Amount);

    /// <inheritdoc/>
    public int CompareTo(Points other) => Amount.CompareTo(other.Amount);

    /// <summary>The number without needless zeros, in the invariant culture: <c>-1</c>, <c>0.5</c>.</summary>
    public override string ToString() => Amount.ToString("0.############################", CultureInfo.InvariantCulture);
}
