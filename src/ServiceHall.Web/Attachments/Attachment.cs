using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attachments;

/// <summary>A proof that somebody handed in with a form (附件): a photo, or a document as PDF. It comes with its form, in one transaction.</summary>
internal sealed class Attachment
{
    /// <summary>The longest file name that is kept.</summary>
    public const int NameLength = 120;

    /// <summary>What is said of one whose content the policy of retention has taken.</summary>
    public static Refusal Expired { get; } = new("这个附件已按保存期限删除，记录仍在。", Kind: RefusalKind.NotFound);

    private const string Pdf = "application/pdf";

    public Guid Id { get; init; }
    public int UploadedById { get; init; }
    public StaffMember? UploadedBy { get; init; }
    public DateTimeOffset UploadedAt { get; init; }

    /// <summary>The name that the file had.</summary>
    public required string Name { get; init; }

    /// <summary>image/jpeg, image/png or application/pdf, found from the content.</summary>
    public required string ContentType { get; init; }

    /// <summary>In bytes.</summary>
    public int Size { get; init; }
    public AttachmentContent? Content { get; init; }

    /// <summary>Takes a file by its structure, whatever it calls itself.</summary>
    /// <returns>The attachment, not saved yet; or the sentence why not.</returns>
    public static (Attachment? Attachment, string? Fault) Of(ReadOnlySpan<byte> file, string name, int staffId, DateTimeOffset now)
    {
        if (file.IsEmpty)
            return (null, "附件是空的（0 字节），没有提交。请重新拍摄或另选文件；不需要附件的，请取消选择后再提交。");
        if (file.Length > PhotoFile.MostBytes)
            return (null, $"附件超过 {PhotoFile.MostBytes / 1024 / 1024} MB。请换一个较小的文件，或拍照上传。");
        if (IsPdf(file))
            return (Make(Pdf, file.ToArray()), null);
        return PhotoFile.Read(file) is { Photo: { } photo }
            ? (Make(photo.ContentType, photo.Bytes), null)
            : (null, "附件应是完整的 JPEG、PNG 照片或 PDF 文件（按内容判断，与文件名无关）。请重新拍摄或另选文件。");

        Attachment Make(string type, byte[] bytes) => new()
        {
            Id = Guid.NewGuid(), UploadedById = staffId, UploadedAt = now, Name = NameOf(name), ContentType = type, Size = bytes.Length,
            Content = new AttachmentContent { Bytes = bytes },
        };
    }

    private static bool IsPdf(ReadOnlySpan<byte> file) =>
        file.StartsWith("%PDF-"u8) && file[Math.Max(0, file.Length - 1024)..].IndexOf("%%EOF"u8) >= 0;

    private static string NameOf(string name)
    {
        var last = new string([.. name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Where(letter => !char.IsControl(letter))]).Trim();
        return last.Length switch { 0 => "附件", _ => Cut.Bare(last, NameLength) };
    }
}

/// <summary>What is in an attachment. It stands apart, so that lists do not read it.</summary>
internal sealed class AttachmentContent
{
    public Guid Id { get; init; }
    public required byte[] Bytes { get; init; }
}
