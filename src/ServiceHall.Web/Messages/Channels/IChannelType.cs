using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>One way of sending. Each is registered; others can be added beside the webhook.</summary>
internal interface IChannelType
{
    /// <summary>As tables name it: <c>webhook</c>.</summary>
    string Code { get; }

    /// <summary>In Chinese.</summary>
    string Title { get; }

    /// <summary>Why this cannot be the address of such a channel; null: it can.</summary>
    Refusal? WhyNot(string address);

    /// <summary>Sends once, and gives up after seconds rather than minutes.</summary>
    /// <param name="secret">In clear.</param>
    /// <returns>Null: the other side has it. Otherwise why not, in a few Chinese words without the address or the secret.</returns>
    Task<string?> Send(string address, string secret, OutgoingMessage message, CancellationToken cancel);
}

/// <summary>What leaves the hall: nothing but what the message says, and whom it is for.</summary>
/// <param name="Id">The same with each attempt.</param>
/// <param name="Kind">The kind in lower case, or <c>test</c>.</param>
/// <param name="At">When it was told, in UTC.</param>
/// <param name="To">The staff number (工号) of the person told.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Address">A path of the hall, or empty.</param>
internal sealed record OutgoingMessage(string Id, string Kind, DateTimeOffset At, string To, string Text, string Address);
