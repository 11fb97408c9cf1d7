using System.Text;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Import;

namespace ServiceHall.Web.Export.Trial;

/// <summary>A rulebook that somebody hands in to be tried.</summary>
internal static class RulebookUpload
{
    /// <summary>The largest file; the hall's own rulebook is a twentieth of it.</summary>
    public const int GreatestSize = 1024 * 1024;

    public const string ContentType = "application/yaml";

    /// <summary>Reads it in whatever encoding it came; its problems name file, line and key.</summary>
    public static RulebookReading Read(UploadedFile file)
    {
        var text = DecodedText.Of(file.Bytes) ?? Encoding.UTF8.GetString(file.Bytes);
        return RulebookReader.Read(text, file.Name);
    }
}
