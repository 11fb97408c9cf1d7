namespace ServiceHall.Web.Store;

/// <summary>The hall cannot open, for a reason that whoever starts it can remove; the message says how, in Chinese.</summary>
internal sealed class HallCannotOpenException(string message, Exception? inner = null) : Exception(message, inner);
