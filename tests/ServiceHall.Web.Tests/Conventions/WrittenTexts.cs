using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>A document's texts go through <c>Texts/Outgoing</c>, so that no character of a row spoils a file.</summary>
[Collection(nameof(WebSource))]
public class WrittenTexts(WebSource source)
{
    [Fact]
    public void Every_text_of_a_document_passes_the_way_out()
    {
        var made = source.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
            .Where(text => text.Type.ToString() is "Text" or "CellValue" && text.ArgumentList is { Arguments.Count: > 0 })).ToList();

        Assert.True(made.Count >= 4, "The writers are found.");
        Assert.Empty(made.Where(text => text.ArgumentList!.Arguments[0].ToString() is var written
            && !written.StartsWith("Outgoing.Xml(", StringComparison.Ordinal) && !written.StartsWith("number.ToString(", StringComparison.Ordinal)).Select(source.Place));
    }
}
