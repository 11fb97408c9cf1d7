namespace ServiceHall.Rules.Rulebook;

/// <summary>Where a rule comes from.</summary>
/// <param name="Clause">The clause of the regulation, as it is cited: <c>考勤 一(二)</c>.</param>
/// <param name="Reading">Our reading where the text leaves room; null where the text says it all.</param>
public sealed record Basis(string Clause, string? Reading)
{
    /// <summary>The clause.</summary>
    public override string ToString() => Clause;
}

/// <summary>A value of the regulation with the clause that it comes from.</summary>
/// <typeparam name="T">What kind of value.</typeparam>
/// <param name="Value">The value in force.</param>
/// <param name="Title">What it is, in Chinese.</param>
/// <param name="Unit">What it counts, in Chinese; empty where it counts nothing.</param>
/// <param name="Basis">Where it comes from.</param>
public sealed record Ruled<T>(T Value, string Title, string Unit, Basis Basis);

/// <summary>Why a result is what it is: the clause used and a sentence that a clerk understands.</summary>
/// <param name="Clause">The clause, as it is cited.</param>
/// <param name="Sentence">In Chinese, with the facts that the result came from.</param>
public sealed record Reason(string Clause, string Sentence)
{
    /// <summary>A reason under a basis.</summary>
    public Reason(Basis basis, string sentence)
        : this(basis.Clause, sentence)
    {
    }

    /// <summary><c>〔考勤 一(二)〕应签到 08:30……</c></summary>
    public override string ToString() => $"〔{Clause}〕{Sentence}";
}
