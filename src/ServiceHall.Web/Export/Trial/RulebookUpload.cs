using System.Text;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Attachments;

namespace ServiceHall.Web.Export.Trial;

/// <summary>A rulebook that somebody hands in to be tried.</summary>
internal static class RulebookUpload
{
    /// <summary>The largest file; the hall's own rulebook is a twentieth of it.</summary>
    public const int GreatestSize = 1024 * 1024;

    public const string ContentType = "application/yaml";

    /// <summary>Reads it as the command line does; its problems name file, line and key.</summary>
    public static RulebookReading Read(UploadedFile file)
    {
        using var text = new StreamReader(new MemoryStream(file.Bytes), Encoding.UTF8);
        return RulebookReader.Read(text.ReadToEnd(), file.Name);
    }
}
