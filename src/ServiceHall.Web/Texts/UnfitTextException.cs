namespace ServiceHall.Web.Texts;

/// <summary>
/// A text that cannot be kept was about to be: it is longer than its place, or holds what is no character. Nothing was
/// written. Pages, endpoints and works show the message, which says what to do, as any refusal.
/// </summary>
internal sealed class UnfitTextException(string sentence) : Exception(sentence);
