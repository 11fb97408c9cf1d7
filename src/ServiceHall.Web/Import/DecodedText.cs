using System.Text;

namespace ServiceHall.Web.Import;

/// <summary>
/// Text out of bytes, in the encodings that people's programs write: UTF-8, UTF-16 with or without its mark, and
/// GB18030, of which GBK is a part. What is valid UTF-8 is UTF-8: other encodings are so by accident only.
/// </summary>
internal static class DecodedText
{
    private const int Looked = 4096;
    private const double LeastPlain = 0.5;
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
            return Unmarked(bytes);
        return Read(Utf8, bytes) ?? Read(Chinese, bytes);
    }

    // Read both ways, one of the two is text: the other has signs that nobody here writes. Zeros alone do not tell, for
    // 一 (U+4E00) has one on the other side than a digit.
    private static string? Unmarked(ReadOnlySpan<byte> bytes)
    {
        var (little, big) = (Read(LittleEndian, bytes), Read(BigEndian, bytes));
        var (isLittle, isBig) = (Plain(little), Plain(big));
        return Math.Max(isLittle, isBig) < LeastPlain || isLittle == isBig ? null : isLittle > isBig ? little : big;
    }

    // How much of its beginning is what tables in Chinese are made of, from 0 to 1.
    private static double Plain(string? text)
    {
        if (text is not { Length: > 0 })
            return 0;
        var (looked, plain) = (Math.Min(text.Length, Looked), 0);
        for (var at = 0; at < looked; at++)
        {
            if (text[at] is '\t' or '\r' or '\n' or (>= ' ' and <= '~') or (>= '\u4E00' and <= '\u9FFF') or (>= '\u3000' and <= '\u301F')
                or (>= '\uFF01' and <= '\uFF5E') or (>= '\u2010' and <= '\u2027') or '\u00B7')
                plain++;
        }

        return (double)plain / looked;
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
