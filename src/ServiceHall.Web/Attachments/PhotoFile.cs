using System.Buffers.Binary;

namespace ServiceHall.Web.Attachments;

/// <summary>
/// A photo checked by its structure alone: nothing is decoded, so a picture that would unpack to gigabytes costs
/// nothing. Segments that can hold a position or a comment are left out of what is kept, but for how the camera was held.
/// </summary>
/// <param name="ContentType">image/jpeg or image/png.</param>
/// <param name="Bytes">The file without metadata, and without anything after its end.</param>
internal sealed record PhotoFile(string ContentType, int Width, int Height, byte[] Bytes)
{
    public const int MostBytes = 10 * 1024 * 1024;
    public const long MostPixels = 40_000_000;
    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a file.</summary>
    /// <returns>The photo, or the sentence why not.</returns>
    public static (PhotoFile? Photo, string? Fault) Read(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            return (null, "这个文件是空的（0 字节）。请重新拍摄或换一张。");
        if (file.Length > MostBytes)
            return (null, $"照片超过 {MostBytes / 1024 / 1024} MB。请换一张较小的照片。");
        var photo = file.StartsWith(PngSignature) ? ReadPng(file) : file.StartsWith<byte>([0xFF, 0xD8]) ? ReadJpeg(file) : null;
        if (photo is null)
            return (null, "这不是完整的 JPEG 或 PNG 照片。请重新拍摄或另选一张。");
        if (photo.Width < 1 || photo.Height < 1 || (long)photo.Width * photo.Height > MostPixels)
            return (null, $"照片为 {photo.Width}×{photo.Height}，超过 {MostPixels / 10_000} 万像素。请换一张较小的照片。");
        return (photo, null);
    }

    private static PhotoFile? ReadJpeg(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream(file.Length);
        kept.Write(file[..2]);
        var (width, height, scans, at, isTurned) = (0, 0, 0, 2, false);
        while (at + 4 <= file.Length && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == 0xD9)
            {
                break;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]) + 2;
            // Restart markers and a second start stand nowhere between segments.
            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8) || length < 4 || at + length > file.Length)
                return null;
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (width != 0 || length < 10)
                    return null;
                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]));
            }

            if (marker == 0xE1 && !isTurned && PhotoOrientation.Of(file.Slice(at + 4, length - 4)) is { } orientation)
            {
                kept.Write(PhotoOrientation.Segment(orientation));
                isTurned = true;
            }

            // APP0 (JFIF), APP2 (colours) and APP14 (Adobe) change how it looks; other APPn and comments do not.
            if (marker is not (0xE1 or (>= 0xE3 and <= 0xED) or 0xEF or 0xFE))
                kept.Write(file.Slice(at, length));
            at += length;
            if (marker != 0xDA)
                continue;
            if (width == 0)
                return null;
            scans++;
            var end = at;
            while (end + 1 < file.Length && !(file[end] == 0xFF && file[end + 1] is not (0x00 or (>= 0xD0 and <= 0xD7))))
                end++;
            kept.Write(file[at..end]);
            at = end;
        }

        if (scans == 0 || at + 2 > file.Length || file[at] != 0xFF || file[at + 1] != 0xD9)
            return null;
        kept.Write([0xFF, 0xD9]);
        return new PhotoFile("image/jpeg", width, height, kept.ToArray());
    }

    private static PhotoFile? ReadPng(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream(file.Length);
        kept.Write(PngSignature);
        var (at, hasData) = (PngSignature.Length, false);
        uint width = 0, height = 0;
        while (at + 12 <= file.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > (uint)(file.Length - at - 12))
                return null;
            var type = file.Slice(at + 4, 4);
            var chunk = file.Slice(at, (int)length + 12);
            if (at == PngSignature.Length)
            {
                if (!type.SequenceEqual("IHDR"u8) || length != 13)
                    return null;
                (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]));
                if (width > int.MaxValue || height > int.MaxValue)
                    return null;
            }

            hasData |= type.SequenceEqual("IDAT"u8);
            if (!type.SequenceEqual("eXIf"u8) && !type.EndsWith("EXt"u8) && !type.EndsWith("TXt"u8))
                kept.Write(chunk);
            at += chunk.Length;
            if (type.SequenceEqual("IEND"u8))
                return hasData ? new PhotoFile("image/png", (int)width, (int)height, kept.ToArray()) : null;
        }

        return null;
    }
}
