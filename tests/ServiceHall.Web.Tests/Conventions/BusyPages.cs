using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>A page says that it works by <c>DeskPage.Busy</c>, which ends also when a text cannot be kept; one of its own would stay.</summary>
[Collection(nameof(WebSource))]
public partial class BusyPages(WebSource source)
{
    [Fact]
    public void No_button_is_held_by_a_field_that_nobody_takes_back()
    {
        var held = Directory.EnumerateFiles(source.Folder, "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Held().Matches(File.ReadAllText(file)).SelectMany(held => Field().Matches(held.Groups[1].Value))
                .Select(field => (File: file, Field: field.Value))).ToList();

        Assert.Contains(held, one => one.Field == "_isTesting");
        Assert.Empty(held.Where(one => !IsTakenBack(one.File, one.Field)).Select(one => $"{Path.GetRelativePath(source.Folder, one.File)}: {one.Field}").Distinct());
    }

    // In a finally, or it is no truth value that the page sets before it works.
    private bool IsTakenBack(string file, string field)
    {
        var name = Path.GetRelativePath(source.Folder, file).Replace('\\', '/') + ".cs";
        var text = File.ReadAllText(file);
        if (File.Exists(file + ".cs"))
            text += File.ReadAllText(file + ".cs");
        if (!Regex.IsMatch(text, $@"private bool [^;]*\b{field}\b"))
            return true;
        return source.Trees.Where(tree => source.Place(tree.GetRoot()).StartsWith(name + ":", StringComparison.Ordinal))
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<FinallyClauseSyntax>())
            .Any(end => end.Block.ToString().Contains(field, StringComparison.Ordinal));
    }

    [GeneratedRegex("""disabled="@([^"]*)""")]
    private static partial Regex Held();

    // One that is negated holds the button until the page has read what it shows.
    [GeneratedRegex(@"(?<!!)\b_\w+")]
    private static partial Regex Field();
}
