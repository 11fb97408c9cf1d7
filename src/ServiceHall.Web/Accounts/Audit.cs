using ServiceHall.Web.Texts;

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
            Subject = Cut.To(subject, 200),
            Outcome = outcome,
            Detail = Cut.To(detail, 2000),
            Address = Cut.To(actor?.Address ?? "", 200),
        };
}
