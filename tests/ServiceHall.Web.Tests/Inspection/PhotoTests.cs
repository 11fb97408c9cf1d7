using System.Buffers.Binary;
using ServiceHall.Rules.Inspection;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Inspection;

namespace ServiceHall.Web.Tests.Inspection;

public sealed class PhotoTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public void A_photo_is_known_by_its_structure_and_loses_position_comments_and_what_comes_after_its_end()
    {
        var exif = Segment(0xE1, "Exif\0\0GPS 45.62 122.84"u8.ToArray());
        var (photo, fault) = PhotoFile.Read([.. Jpeg(640, 480, exif), .. "junk"u8]);

        Assert.Null(fault);
        Assert.Equal(("image/jpeg", 640, 480), (photo!.ContentType, photo.Width, photo.Height));
        Assert.Equal(Jpeg(640, 480), photo.Bytes);

        var (png, _) = PhotoFile.Read(Png(20, 30, ("tEXt", "where"u8.ToArray())));
        Assert.Equal(("image/png", 20, 30), (png!.ContentType, png.Width, png.Height));
        Assert.Equal(Png(20, 30), png.Bytes);
    }

    [Theory]
    [InlineData(true, 6)]
    [InlineData(false, 6)]
    [InlineData(true, 3)]
    [InlineData(false, 8)]
    public void A_photo_that_was_taken_upright_is_shown_upright_and_keeps_nothing_else_of_its_metadata(bool bigEndian, int orientation)
    {
        var (photo, fault) = PhotoFile.Read(Jpeg(640, 480, Exif(bigEndian, (ushort)orientation)));

        Assert.Null(fault);
        // Exif, "MM", 42, one directory at 8, of one entry: orientation, SHORT, one value.
        byte[] kept = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        Assert.Equal(Jpeg(640, 480, Segment(0xE1, kept)), photo!.Bytes);
        Assert.Equal(photo.Bytes, PhotoFile.Read(photo.Bytes).Photo!.Bytes);
        // Where a camera wrote twice, the first counts.
        Assert.Equal(photo.Bytes, PhotoFile.Read(Jpeg(640, 480, Exif(bigEndian, (ushort)orientation), Exif(bigEndian, 5))).Photo!.Bytes);
    }

    [Fact]
    public void Metadata_that_turn_nothing_or_are_malformed_are_dropped()
    {
        byte[] good = [.. Exif(bigEndian: false, 6).AsSpan(4)];
        List<byte[]> turnNothing = [Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x/>"u8.ToArray()), Exif(true, 0), Exif(true, 1), Exif(false, 9), Exif(true, 6, type: 4), Exif(true, 6, count: 2)];
        // The directory beyond the end, before it, and cut off in the orientation itself.
        byte[] beyond = [.. good], before = [.. good], cut = good[..^20];
        beyond.AsSpan(10, 4).Fill(0xFF);
        before.AsSpan(10, 4).Clear();
        turnNothing.AddRange([Segment(0xE1, beyond), Segment(0xE1, before), Segment(0xE1, cut), Segment(0xE1, good[..8])]);

        Assert.All(turnNothing, segment => Assert.Equal(Jpeg(64, 48), PhotoFile.Read(Jpeg(64, 48, segment)).Photo!.Bytes));
    }

    [Fact]
    public void A_picture_that_would_unpack_to_gigabytes_is_refused_by_its_header()
    {
        Assert.Contains("65000×65000", PhotoFile.Read(Jpeg(65000, 65000)).Fault, StringComparison.Ordinal);
        Assert.Contains("100000×100000", PhotoFile.Read(Png(100_000, 100_000)).Fault, StringComparison.Ordinal);
        Assert.Null(PhotoFile.Read(Jpeg(8000, 5000)).Fault);
        Assert.NotNull(PhotoFile.Read(Jpeg(8000, 5001)).Fault);
    }

    [Fact]
    public void Whatever_is_cut_off_or_changed_is_a_photo_or_refused_and_never_a_fault()
    {
        byte[][] whole = [Jpeg(64, 48, Segment(0xE1, new byte[40])), Jpeg(64, 48, Exif(bigEndian: true, 6)), Jpeg(64, 48, Exif(bigEndian: false, 6)), Png(20, 30)];
        var random = new Random(20261119);
        foreach (var file in whole)
        {
            for (var length = 0; length < file.Length; length++)
                Assert.NotNull(PhotoFile.Read(file.AsSpan(0, length)).Fault);
            for (var i = 0; i < 20_000; i++)
            {
                var changed = (byte[])file.Clone();
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                var (photo, fault) = PhotoFile.Read(changed);
                Assert.True(photo is null != fault is null);
            }
        }
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("GIF89a")]
    public void Anything_else_is_refused_with_a_sentence(string text) =>
        Assert.Contains("JPEG 或 PNG", PhotoFile.Read(System.Text.Encoding.ASCII.GetBytes(text)).Fault, StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_refused_with_a_sentence_of_its_own() =>
        Assert.Contains("0 字节", PhotoFile.Read(Array.Empty<byte>()).Fault, StringComparison.Ordinal);

    [Fact]
    public async Task A_form_with_a_photo_sent_several_times_at_once_is_one_finding_and_no_refusal()
    {
        var window = await hall.Window("P3");
        var section = await hall.Person("P3-section", HallRole.Section);
        var clerk = await hall.Posted("P3-clerk", window);
        foreach (var minute in Enumerable.Range(0, 8))
        {
            var id = (await hall.Get<UploadPhoto>().Run(section, Jpeg(64, 48), default)).Value;
            var form = new FindingForm(Guid.NewGuid(), InspectionKind.Daily, window.Id, clerk.StaffId, "K1.5", 1, false, $"第 {minute} 次", [id]);

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hall.Get<LogFinding>().Run(section, form, default)));

            Assert.Single(answers.Select(answer => answer.Value).Distinct());
        }
    }

    [Fact]
    public async Task A_photo_is_shown_to_those_who_see_its_finding_and_to_nobody_else()
    {
        var window = await hall.Window("P1");
        var (section, other) = (await hall.Person("P1-section", HallRole.Section), await hall.Person("P1-other", HallRole.Section));
        var (clerk, colleague) = (await hall.Posted("P1-clerk", window), await hall.Posted("P1-colleague", window));
        var id = (await hall.Get<UploadPhoto>().Run(section, Jpeg(64, 48), default)).Value;
        Assert.NotNull((await hall.Get<ShowPhoto>().Run(other, id, default)).Refusal);
        Assert.Null((await hall.Get<ShowPhoto>().Run(section, id, default)).Refusal);

        var form = new FindingForm(Guid.NewGuid(), InspectionKind.Daily, window.Id, clerk.StaffId, "K1.5", 1, false, "", [id]);
        Assert.NotNull((await hall.Get<LogFinding>().Run(other, form with { Key = Guid.NewGuid() }, default)).Refusal);
        Assert.Null((await hall.Get<LogFinding>().Run(section, form, default)).Refusal);

        Assert.Equal(Jpeg(64, 48), (await hall.Get<ShowPhoto>().Run(clerk, id, default)).Value.Bytes);
        Assert.Null((await hall.Get<ShowPhoto>().Run(other, id, default)).Refusal);
        Assert.Equal(RefusalKind.NotFound, (await hall.Get<ShowPhoto>().Run(colleague, id, default)).Refusal!.Kind);
        Assert.Contains(await hall.AuditRecords(), record => record.Subject == $"photo {id}" && record.Outcome == AuditOutcome.NotAllowed);
    }

    [Fact]
    public async Task A_photo_that_no_finding_took_is_gone_after_a_day()
    {
        var section = await hall.Person("P2-section", HallRole.Section);
        var id = (await hall.Get<UploadPhoto>().Run(section, Jpeg(64, 48), default)).Value;
        var before = hall.Clock.GetUtcNow();
        hall.Clock.Advance(TimeSpan.FromHours(25));
        await hall.Get<UploadPhoto>().Run(section, Jpeg(64, 48), default);
        hall.Clock.AdjustTime(before);

        Assert.Equal(RefusalKind.NotFound, (await hall.Get<ShowPhoto>().Run(section, id, default)).Refusal!.Kind);
    }

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    // What a phone writes: its name, how it was held, and a pointer to where.
    private static byte[] Exif(bool bigEndian, ushort orientation, ushort type = 3, uint count = 1)
    {
        var tiff = new byte[8 + 2 + (3 * 12) + 4];
        (bigEndian ? "MM"u8 : "II"u8).CopyTo(tiff);
        Short(2, 42);
        Long(4, 8);
        Short(8, 3);
        Entry(10, 0x010F, 2, 4, 0x484F4E45);
        Entry(22, 0x0112, type, count, 0);
        Short(30, orientation);
        Entry(34, 0x8825, 4, 1, 0x47505321);
        return Segment(0xE1, [.. "Exif\0\0"u8, .. tiff]);

        void Entry(int at, ushort tag, ushort kind, uint number, uint value)
        {
            Short(at, tag);
            Short(at + 2, kind);
            Long(at + 4, number);
            Long(at + 8, value);
        }

        void Short(int at, ushort value)
        {
            if (bigEndian)
                BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), value);
        }

        void Long(int at, uint value)
        {
            if (bigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(at), value);
        }
    }

    internal static byte[] Jpeg(int width, int height, params byte[][] extra) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, "JFIF\0"u8.ToArray()),
        .. extra.SelectMany(segment => segment),
        .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
        0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56,
        0xFF, 0xD9,
    ];

    private static byte[] Png(int width, int height, params (string Type, byte[] Content)[] extra)
    {
        var size = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), height);
        (string Type, byte[] Content)[] chunks = [("IHDR", size), .. extra, ("IDAT", [1, 2, 3]), ("IEND", [])];
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. chunks.SelectMany(chunk => Chunk(chunk.Type, chunk.Content))];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. System.Text.Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
    }
}
