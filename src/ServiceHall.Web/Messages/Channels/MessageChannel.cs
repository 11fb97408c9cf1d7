namespace ServiceHall.Web.Messages.Channels;

/// <summary>A way by which messages also leave the hall (推送通道), such as a webhook of the city's messenger.</summary>
internal sealed class MessageChannel
{
    public const int AddressLength = 500;

    public int Id { get; init; }

    /// <summary>Which way: the code of an <see cref="IChannelType"/>.</summary>
    public required string Type { get; init; }
    public required string Name { get; set; }
    public required string Address { get; set; }

    /// <summary>The secret, protected by the hall's keys. It is never shown again.</summary>
    public required string Secret { get; set; }

    /// <summary>Which kinds of messages go out.</summary>
    public required List<MessageKind> Kinds { get; set; }

    /// <summary>Whether new messages go out. What was noted before waits while it is off.</summary>
    public bool IsOn { get; set; }
    public uint Version { get; init; }

    /// <summary>What the audit calls it.</summary>
    public string Subject => $"channel {Id}";
}

/// <summary>
/// One message on its way through one channel (推送). Written by a trigger in the transaction of the message; its id is
/// what the receiver knows it by, the same with each attempt.
/// </summary>
internal sealed class Delivery
{
    public long Id { get; init; }
    public long MessageId { get; init; }
    public Message? Message { get; init; }
    public int ChannelId { get; init; }
    public MessageChannel? Channel { get; init; }

    /// <summary>How often it was begun to send it.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is due; null: delivered, or given up.</summary>
    public DateTimeOffset? NextAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Why the last attempt failed; null: none did.</summary>
    public string? LastError { get; set; }
}
