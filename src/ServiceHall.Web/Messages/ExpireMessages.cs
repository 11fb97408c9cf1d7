using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>Messages, read or not, with the notes of their sending: what they told stands in the records that they lead to.</summary>
internal sealed class ExpireMessages() : RetentionKind<Message>("messages")
{
    protected override IQueryable<Message> Old(HallDb db, RetentionLimit limit) =>
        db.Set<Message>().Where(message => message.At < limit.Instant);
}
