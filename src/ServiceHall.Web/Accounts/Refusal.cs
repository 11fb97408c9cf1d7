namespace ServiceHall.Web.Accounts;

/// <summary>What kind of no it is; endpoints turn it into a status.</summary>
internal enum RefusalKind
{
    /// <summary>The regulation or the data says no.</summary>
    Rule,

    /// <summary>The actor may not do this.</summary>
    NotAllowed,

    /// <summary>What it is about does not exist.</summary>
    NotFound,

    /// <summary>Somebody else changed it meanwhile.</summary>
    Conflict,

    /// <summary>The sign-in has ended.</summary>
    NotSignedIn,

    /// <summary>Too many attempts; later it may go.</summary>
    TooMany,

    /// <summary>The password is the right one and has to be replaced.</summary>
    PasswordExpired,

    /// <summary>A second person has to sign first.</summary>
    SecondSignerWanted,

    /// <summary>The password is right; the second step of the sign-in is still to come.</summary>
    SecondFactorWanted,
}

/// <summary>A no, in a sentence that says what, why and what to do next.</summary>
/// <param name="Text">The Chinese sentence.</param>
/// <param name="Clause">The clause that it rests on; null where no clause but the data says no.</param>
/// <param name="Kind">What kind of no.</param>
internal sealed record Refusal(string Text, string? Clause = null, RefusalKind Kind = RefusalKind.Rule)
{
    /// <summary>The sign-in in whose name somebody acts has ended: of what was asked for, nothing was done.</summary>
    public static Refusal SignInEnded { get; } = new("登录已结束，刚才的操作没有执行。请重新登录。", Kind: RefusalKind.NotSignedIn);
}

/// <summary>What a use case answers: its result, or why not.</summary>
internal readonly record struct Answer<T>
{
    private readonly T? _value;

    private Answer(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>Why not; null: done.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Text}");

    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The result of what has none but that it was done.</summary>
internal readonly record struct Done;
