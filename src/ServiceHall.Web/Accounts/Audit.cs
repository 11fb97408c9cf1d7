namespace ServiceHall.Web.Accounts;

/// <summary>Makes audit records that fit their columns whatever a request holds.</summary>
internal static class Audit
{
    public static AuditRecord Of(
        Actor? actor, DateTimeOffset at, string action, string subject, AuditOutcome outcome, string detail) => new()
        {
            At = at,
            ActorId = actor is null or { StaffId: 0 } ? null : actor.StaffId,
            Action = action,
            Subject = Cut(subject, 200),
            Outcome = outcome,
            Detail = Cut(detail, 2000),
            Address = Cut(actor?.Address ?? "", 200),
        };

    // A cut must not split a surrogate pair.
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
