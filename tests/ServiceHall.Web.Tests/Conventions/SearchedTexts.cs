using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>What is looked for in a list is found in whatever width it is written: both sides are compared by their keys.</summary>
[Collection(nameof(WebSource))]
public class SearchedTexts(WebSource source)
{
    /// <summary>Where no list is searched: a number inside a password, names of a configuration, of a host.</summary>
    private static readonly string[] NoLists = ["Accounts/PasswordRule.cs", "Accounts/SecondFactor/SecondFactorOptions.cs", "Shell/Requests/HallNames.cs"];

    [Fact]
    public void A_query_compares_keys()
    {
        var searches = Calls().Where(call => call.Expression.ToString() is "EF.Functions.ILike" or "EF.Functions.Like").ToList();

        Assert.True(searches.Count > 15);
        Assert.Empty(searches.Where(search => !IsKey(search.ArgumentList.Arguments[0].Expression)
            || search.ArgumentList.Arguments is not [_, _, { Expression: var escape }] || escape.ToString() != "Like.Escape").Select(source.Place));
    }

    [Fact]
    public void And_so_does_a_list_in_memory() => Assert.Empty(
        from call in Calls()
        where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Contains" }
            && call.ArgumentList.Arguments is [_, { Expression: var how }] && how.ToString() == "StringComparison.OrdinalIgnoreCase"
        let place = source.Place(call)
        where !NoLists.Contains(place.Split(':')[0])
        select place);

    private IEnumerable<InvocationExpressionSyntax> Calls() =>
        source.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>());

    // Made in the query, or kept beside what was written.
    private static bool IsKey(ExpressionSyntax text) => text is InvocationExpressionSyntax { Expression: var made }
        ? made.ToString() == "Like.Key"
        : text is MemberAccessExpressionSyntax column && column.Name.Identifier.Text.EndsWith("Key", StringComparison.Ordinal);
}
