using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>What a message is about; people filter by it, and channels name it.</summary>
internal enum MessageKind
{
    /// <summary>待签批.</summary>
    Approval,

    /// <summary>顶岗.</summary>
    Cover,

    /// <summary>请假.</summary>
    Leave,

    /// <summary>考勤.</summary>
    Attendance,

    /// <summary>情况说明.</summary>
    Explanation,

    /// <summary>计分.</summary>
    Score,

    /// <summary>在岗.</summary>
    Presence,

    /// <summary>设备.</summary>
    Device,

    /// <summary>入驻登记.</summary>
    Enrolment,
}

/// <summary>Something that one person is told (消息). Written in the transaction of what it tells, so it is never lost nor premature.</summary>
internal sealed class Message
{
    /// <summary>The longest sentence.</summary>
    public const int TextLength = 400;

    public long Id { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }
    public DateTimeOffset At { get; init; }
    public MessageKind Kind { get; init; }

    /// <summary>What happened, why, and what to do, in one sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Where to see to it, without the face's own prefix where both have the page; empty: nowhere.</summary>
    public required string Address { get; init; }

    /// <summary>When it was read; null: unread.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Tells people something, once the transaction of <paramref name="db"/> is committed.</summary>
    /// <param name="staffIds">Whom; each once. Whoever acts is left out by the caller.</param>
    public static void Tell(HallDb db, DateTimeOffset now, IEnumerable<int> staffIds, MessageKind kind, string text, string address) =>
        db.AddRange(staffIds.Distinct().Select(id => new Message
        {
            StaffId = id, At = now, Kind = kind, Text = text.Length > TextLength ? string.Concat(text.AsSpan(0, TextLength - 1), "…") : text, Address = address,
        }));
}
