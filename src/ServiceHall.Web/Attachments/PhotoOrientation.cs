using System.Buffers.Binary;

namespace ServiceHall.Web.Attachments;

/// <summary>How a camera was held, as Exif says it: the one thing of a photo's metadata without which it lies on its side.</summary>
internal static class PhotoOrientation
{
    private const int HeaderLength = 8;
    private const int EntryLength = 12;
    private const ushort Tag = 0x0112;
    private const ushort Short = 3;

    private static ReadOnlySpan<byte> Signature => "Exif\0\0"u8;

    /// <summary>Reads what the content of an APP1 segment says.</summary>
    /// <returns>2 to 8; null: it says nothing, nothing that turns the photo, or is malformed.</returns>
    public static byte? Of(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(Signature))
            return null;
        var tiff = content[Signature.Length..];
        var bigEndian = tiff.StartsWith("MM\0*"u8);
        if ((!bigEndian && !tiff.StartsWith("II*\0"u8)) || tiff.Length < HeaderLength)
            return null;
        var directory = ReadLong(tiff[4..], bigEndian);
        if (directory < HeaderLength || directory > tiff.Length - 2)
            return null;
        var left = ReadShort(tiff[(int)directory..], bigEndian);
        for (var entry = tiff[((int)directory + 2)..]; left > 0 && entry.Length >= EntryLength; left--, entry = entry[EntryLength..])
        {
            if (ReadShort(entry, bigEndian) != Tag)
                continue;
            var isOneShort = ReadShort(entry[2..], bigEndian) == Short && ReadLong(entry[4..], bigEndian) == 1;
            return isOneShort && ReadShort(entry[8..], bigEndian) is > 1 and <= 8 and var orientation ? (byte)orientation : null;
        }

        return null;
    }

    /// <summary>An APP1 segment that says this and nothing else.</summary>
    public static byte[] Segment(byte orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. Signature,
        // Big-endian; one directory, right after the header, of one entry: orientation, SHORT, one value.
        .. "MM\0*"u8, 0, 0, 0, HeaderLength,
        0, 1, Tag >> 8, Tag & 0xFF, 0, (byte)Short, 0, 0, 0, 1, 0, orientation, 0, 0,
        0, 0, 0, 0,
    ];

    private static ushort ReadShort(ReadOnlySpan<byte> at, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    private static uint ReadLong(ReadOnlySpan<byte> at, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
}
