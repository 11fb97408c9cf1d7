namespace ServiceHall.Web.Retention;

/// <summary>How long one kind is kept, and why.</summary>
/// <param name="Code">What the program knows it by.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Days">The period in days; null: in months, or kept.</param>
/// <param name="Months">The period in months; null: in days, or kept.</param>
/// <param name="Then">What happens after it: what is deleted, and what of it stays.</param>
/// <param name="Why">Why so long and no longer.</param>
/// <param name="Basis">The rule that it rests on.</param>
internal sealed record RetentionPeriod(string Code, string Title, int? Days, int? Months, string Then, string Why, string Basis)
{
    /// <summary>Whether the hall removes nothing of it by itself.</summary>
    public bool IsKept => Days is null && Months is null;

    /// <summary>The period in words.</summary>
    public string Words => (Days, Months) switch
    {
        ({ } days, _) => $"{days} 天",
        (_, { } months) when months % 12 == 0 => $"{months / 12} 年",
        (_, { } months) => $"{months} 个月",
        _ => "长期保存",
    };

    /// <summary>The first day that is kept, seen from a day.</summary>
    public DateOnly? KeptFrom(DateOnly today) => (Days, Months) switch
    {
        ({ } days, _) => today.AddDays(-days),
        (_, { } months) => today.AddMonths(-months),
        _ => null,
    };
}

/// <summary>What people are told before their position is taken for the first time, and again when it changes.</summary>
/// <param name="Version">Whoever agreed to another one is asked again.</param>
internal sealed record ConsentText(string Version, IReadOnlyList<string> Paragraphs);

/// <summary>The policy as it holds from a day on.</summary>
internal sealed record RetentionVersion(DateOnly From, IReadOnlyList<RetentionPeriod> Periods);

/// <summary>
/// How long personal data is kept (个人信息与保存期限): dated, like the rulebook, so that a change has its day and what was
/// promised before stays readable.
/// </summary>
/// <param name="Versions">In the order of their days.</param>
internal sealed record RetentionPolicy(string Name, IReadOnlyList<RetentionVersion> Versions, ConsentText Consent)
{
    /// <summary>The version of a day; before the first one: the first.</summary>
    public RetentionVersion On(DateOnly day) => Versions.LastOrDefault(version => version.From <= day) ?? Versions[0];

    /// <summary>The period of a kind on a day.</summary>
    /// <exception cref="InvalidOperationException">The policy does not name it: the hall would not have opened.</exception>
    public RetentionPeriod Of(string code, DateOnly day) => On(day).Periods.FirstOrDefault(period => period.Code == code)
        ?? throw new InvalidOperationException($"The policy of retention has no period for {code}.");
}
