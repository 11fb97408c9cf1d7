namespace ServiceHall.Web.Accounts;

/// <summary>How an act ended.</summary>
internal enum AuditOutcome
{
    Done,

    /// <summary>The regulation or the data said no.</summary>
    Refused,

    /// <summary>The actor may not do this.</summary>
    NotAllowed,
}

/// <summary>Who did what, when, on what, with what outcome, from where. Nobody can change or delete it.</summary>
internal sealed class AuditRecord
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The actor; null: nobody signed in, or the hall itself.</summary>
    public int? ActorId { get; init; }

    /// <summary>What was done, such as <c>people.move</c>.</summary>
    public required string Action { get; init; }

    /// <summary>On what, such as <c>staff 1024</c>.</summary>
    public required string Subject { get; init; }
    public AuditOutcome Outcome { get; init; }

    /// <summary>What changed, or why not, in a sentence.</summary>
    public required string Detail { get; init; }

    /// <summary>The network address that the act came from.</summary>
    public required string Address { get; init; }
}
