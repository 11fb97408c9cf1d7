using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

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

    /// <summary>今日小结: what a day brought, told at its end.</summary>
    Digest,

    /// <summary>系统: what the hall has to say about its own running.</summary>
    System,
}

/// <summary>How kinds are called.</summary>
internal static class MessageKinds
{
    public static string Title(this MessageKind kind) => kind switch
    {
        MessageKind.Approval => "待签批",
        MessageKind.Cover => "顶岗",
        MessageKind.Leave => "请假",
        MessageKind.Attendance => "考勤",
        MessageKind.Explanation => "情况说明",
        MessageKind.Score => "计分",
        MessageKind.Presence => "在岗",
        MessageKind.Device => "设备",
        MessageKind.Enrolment => "入驻登记",
        MessageKind.Digest => "今日小结",
        MessageKind.System => "系统",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of message without a name."),
    };
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

    /// <summary>
    /// Where to see to it; empty: nowhere. <c>/desk/…</c> and <c>/m/…</c> is a page of that face alone. Without such a
    /// prefix it is a page that both faces may have: the one that the message is read on puts its own before it
    /// (<see cref="MessageAddress"/>).
    /// </summary>
    public required string Address { get; init; }

    /// <summary>When it was read; null: unread.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Tells people something, once the transaction of <paramref name="db"/> is committed.</summary>
    /// <param name="staffIds">Whom; each once. Whoever acts is left out by the caller.</param>
    /// <param name="address">A path of this hall, as <see cref="Address"/> says.</param>
    /// <exception cref="ArgumentException">The address leads out of the hall.</exception>
    public static void Tell(HallDb db, DateTimeOffset now, IEnumerable<int> staffIds, MessageKind kind, string text, string address)
    {
        if (address.Length > 0 && (address[0] != '/' || address.StartsWith("//", StringComparison.Ordinal) || address.Contains('\\', StringComparison.Ordinal)))
            throw new ArgumentException("A message leads to a path of this hall.", nameof(address));
        db.AddRange(staffIds.Distinct().Select(id => new Message
        {
            StaffId = id, At = now, Kind = kind, Text = Cut.To(text, TextLength), Address = address,
        }));
    }
}
