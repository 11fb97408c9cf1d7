using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>What was refused goes to the audit by <c>NoteRefused</c> and no other way: whoever repeats it would fill the audit.</summary>
[Collection(nameof(WebSource))]
public class RefusedAudits(WebSource source)
{
    /// <summary>Records that are no attempt of anybody's: a check that somebody with the right began, and what it found.</summary>
    private static readonly string[] Findings = ["Integrity/VerifyIntegrity.cs"];

    [Fact]
    public void Refusals_are_written_by_NoteRefused_alone()
    {
        var written = source.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => call.Expression.ToString() is "Audit.Of" or "Record" or "act.Record" && NamesRefusal(call.ArgumentList)).ToList();

        Assert.Contains(written, call => source.Place(call).StartsWith("Accounts/SignInWithPassword.cs", StringComparison.Ordinal));
        Assert.All(written.Where(call => !IsNoted(call)).Select(source.Place), place => Assert.Contains(place.Split(':')[0], Findings));
    }

    [Fact]
    public void Nobody_else_makes_a_record() => Assert.Equal(
        ["Accounts/Audit.cs", "Accounts/Refused/NoteRefused.cs"],
        source.Trees.Where(tree => tree.GetRoot().DescendantNodes().Any(node => node switch
        {
            ObjectCreationExpressionSyntax made => made.Type.ToString() == "AuditRecord",
            ImplicitObjectCreationExpressionSyntax { Parent: ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } } =>
                method.ReturnType.ToString() == "AuditRecord",
            _ => false,
        })).Select(tree => source.Place(tree.GetRoot()).Split(':')[0]).Order(StringComparer.Ordinal));

    private static bool NamesRefusal(ArgumentListSyntax given) => given.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        .Any(name => name.ToString() is "AuditOutcome.Refused" or "AuditOutcome.NotAllowed");

    // Given to NoteRefused on the spot, or by a local that goes nowhere else.
    private static bool IsNoted(InvocationExpressionSyntax made)
    {
        if (IsGiven(made))
            return true;
        if (made.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax local })
            return false;
        var uses = made.FirstAncestorOrSelf<BlockSyntax>()!.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.Text == local.Identifier.Text).ToList();
        return uses.Count > 0 && uses.TrueForAll(IsGiven);
    }

    private static bool IsGiven(ExpressionSyntax given) =>
        given.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } } && called.IsKind(SyntaxKind.SimpleMemberAccessExpression)
            && called.ToString() == "NoteRefused.Add";
}
