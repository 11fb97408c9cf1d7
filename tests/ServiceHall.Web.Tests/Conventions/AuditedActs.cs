using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>What the audit keeps by a code, its page names in Chinese.</summary>
[Collection(nameof(WebSource))]
public class AuditedActs(WebSource source)
{
    private readonly ILookup<string, InvocationExpressionSyntax> _calls = source.Trees
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()).ToLookup(call => NameOf(call.Expression));

    [Fact]
    public void Every_act_that_can_be_on_record_has_a_name()
    {
        var (codes, unknown) = Codes();

        // One of Act.Begin itself, one that a helper passes on, one by a constant's name, and one past Act.
        Assert.Superset(new HashSet<string> { "people.move", "calendar.sign", "people.import", "account.sign-in" }, codes);
        // An act writes the code that it began with.
        Assert.All(unknown, place => Assert.StartsWith("Accounts/Act.cs:", place, StringComparison.Ordinal));
        Assert.Empty(codes.Where(code => AuditWords.Action(code) == code).Order(StringComparer.Ordinal));
    }

    // From what is given to the audit's two entrances, through every parameter that passes it on.
    private (HashSet<string> Codes, List<string> Unknown) Codes()
    {
        var (codes, unknown) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        var open = new Queue<IParameterSymbol>([ActionOf(typeof(Act).FullName!, nameof(Act.Begin)), ActionOf(typeof(Audit).FullName!, nameof(Audit.Of))]);
        var seen = new HashSet<ISymbol>(open, SymbolEqualityComparer.Default);
        while (open.TryDequeue(out var parameter))
        {
            foreach (var given in GivenFor(parameter))
            {
                if (given.ConstantValue is { HasValue: true, Value: string code })
                    codes.Add(code);
                else if (given is IParameterReferenceOperation passed && seen.Add(passed.Parameter))
                    open.Enqueue(passed.Parameter);
                else if (given is not IParameterReferenceOperation)
                    unknown.Add(source.Place(given.Syntax));
            }
        }

        return (codes, unknown);
    }

    private IParameterSymbol ActionOf(string type, string method) =>
        source.Compilation.GetTypeByMetadataName(type)!.GetMembers(method).OfType<IMethodSymbol>().Single().Parameters.Single(parameter => parameter.Name == "action");

    private IEnumerable<IOperation> GivenFor(IParameterSymbol parameter)
    {
        var method = parameter.ContainingSymbol;
        foreach (var calls in _calls[method.Name].GroupBy(call => call.SyntaxTree))
        {
            var model = source.Compilation.GetSemanticModel(calls.Key);
            foreach (var call in calls)
            {
                if (model.GetOperation(call) is IInvocationOperation invoked && SymbolEqualityComparer.Default.Equals(invoked.TargetMethod.OriginalDefinition, method))
                    yield return invoked.Arguments.Single(argument => argument.Parameter!.Ordinal == parameter.Ordinal).Value;
            }
        }
    }

    private static string NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };
}
