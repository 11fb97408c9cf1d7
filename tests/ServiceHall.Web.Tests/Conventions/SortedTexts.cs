using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>
/// A list in memory says in which order its texts come: as people read them (<c>Texts/HallOrder</c>), or by code units where
/// only programs read them. Without a word they would come as the server's culture has it.
/// </summary>
[Collection(nameof(WebSource))]
public class SortedTexts(WebSource source)
{
    private static readonly string[] Sorts = ["OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "Min", "Max", "MinBy", "MaxBy"];

    /// <summary>What programs read: the schema's objects, the files of an export, what was ticked.</summary>
    private static readonly string[] ByCodeUnits =
        ["Export/ExportFacts.cs", "People/Import/ImportPage.razor.cs", "Store/Objects/AnnouncedObjects.cs", "Store/Objects/InstallObjects.cs"];

    [Fact]
    public void Every_sort_of_texts_names_its_order()
    {
        var sorts = source.Trees.SelectMany(SortsIn).ToList();

        Assert.Contains(sorts, sort => sort.Order.Contains("HallOrder", StringComparison.Ordinal));
        Assert.DoesNotContain(sorts, sort => !sort.Order.Contains("HallOrder", StringComparison.Ordinal)
            && !(sort.Order.Contains("Ordinal", StringComparison.Ordinal) && ByCodeUnits.Contains(sort.Place.Split(':')[0])));
    }

    private IEnumerable<(string Place, string Order)> SortsIn(SyntaxTree tree)
    {
        var model = source.Compilation.GetSemanticModel(tree);
        foreach (var call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (model.GetOperation(call) is not IInvocationOperation { TargetMethod: { ContainingType.Name: "Enumerable" } method } invoked
                || !Sorts.Contains(method.Name) || !SortsTexts(method))
                continue;
            // Inside of a query the database sorts, which needs no word.
            if (call.Ancestors().OfType<LambdaExpressionSyntax>().Any(lambda => model.GetTypeInfo(lambda).ConvertedType?.Name == "Expression"))
                continue;
            yield return (source.Place(call), string.Join(' ', invoked.Arguments.Skip(1).Select(argument => $"{argument.Value.Syntax}")));
        }
    }

    private static bool SortsTexts(IMethodSymbol method) => method.Name switch
    {
        "Min" or "Max" => method.ReturnType.SpecialType == SpecialType.System_String,
        _ => method.TypeArguments[^1].SpecialType == SpecialType.System_String,
    };
}
