using System.Text.RegularExpressions;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>A field into which people type says how much it takes, so that the browser holds it before the server has to.</summary>
[Collection(nameof(WebSource))]
public partial class TextFields(WebSource source)
{
    private static readonly string[] NoText =
        ["checkbox", "radio", "hidden", "date", "time", "datetime-local", "month", "number", "file", "submit"];

    [Fact]
    public void Every_field_has_its_length()
    {
        var fields = Directory.EnumerateFiles(source.Folder, "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Field().Matches(File.ReadAllText(file)).Select(field => (File: Path.GetRelativePath(source.Folder, file), Tag: field.Value)))
            .Where(field => !NoText.Contains(Kind().Match(field.Tag).Groups["kind"].Value)).ToList();

        Assert.True(fields.Count > 40, "The pages' fields are found.");
        Assert.DoesNotContain(fields, field => !field.Tag.Contains("maxlength=", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_browser_translates_a_face_of_the_hall() => Assert.All(
        [Path.Combine(source.Folder, "Shell", "App.razor"), Path.Combine(source.Folder, "..", "..", "kiosk", "index.html")],
        face => Assert.Contains("<html lang=\"zh-CN\" translate=\"no\">", File.ReadAllText(face), StringComparison.Ordinal));

    [GeneratedRegex("""<(?:input|textarea)\b(?:[^>"]|"[^"]*")*>""", RegexOptions.Singleline)]
    private static partial Regex Field();

    [GeneratedRegex("""\btype="(?<kind>[\w-]+)" ?""")]
    private static partial Regex Kind();
}
