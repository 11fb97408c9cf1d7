using System.Text;

namespace ServiceHall.Web.Import;

/// <summary>
/// Text out of bytes, in the encodings that people's programs write: UTF-8, UTF-16 with or without its mark, and
/// GB18030, of
/// which GBK is a part. What is valid UTF-8 is UTF-8: other encodings are so by accident only.
/// </summary>
internal static class DecodedText
{
    private const int Looked = 4096;
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding LittleEndian = new UnicodeEncoding(bigEndian: false, byteOrderMark: true,
        throwOnInvalidBytes: true);
    private static readonly Encoding BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: true,
        throwOnInvalidBytes: true);
    private static readonly Encoding Chinese = ChineseEncoding();

    /// <summary>The text without a mark at its beginning; null: it is none in any of these encodings.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
            return Read(Utf8, bytes[3..]);
        if (bytes.StartsWith((byte[])[0xFF, 0xFE]))
            return Read(LittleEndian, bytes[2..]);
        if (bytes.StartsWith((byte[])[0xFE, 0xFF]))
            return Read(BigEndian, bytes[2..]);
        if (bytes.IndexOf((byte)0) >= 0)
            return Unmarked(bytes) is { } wide ? Read(wide, bytes) : null;
        return Read(Utf8, bytes) ?? Read(Chinese, bytes);
    }

    // In a text of two bytes a character, separators and digits have their zero always on the same side.
    private static Encoding? Unmarked(ReadOnlySpan<byte> bytes)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < Math.Min(bytes.Length, Looked); i++)
        {
            if (bytes[i] == 0 && i % 2 == 0)
                even++;
            else if (bytes[i] == 0)
                odd++;
        }

        return (even, odd) switch
        {
            (0, > 0) => LittleEndian,
            ( > 0, 0) => BigEndian,
            _ => null,
        };
    }

    private static string? Read(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes) is var text && text.Contains('\0', StringComparison.Ordinal) ? null
                : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding ChineseEncoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
