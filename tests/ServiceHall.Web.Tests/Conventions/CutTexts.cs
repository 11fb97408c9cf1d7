using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>Texts are cut by <c>Texts/Cut</c> and nowhere else: an index counts halves of characters.</summary>
[Collection(nameof(WebSource))]
public partial class CutTexts(WebSource source)
{
    /// <summary>Where what is cut has a form of its own: digits, dates, codes, or ends at a sign that was looked for.</summary>
    private static readonly string[] Formed =
    [
        "Accounts/AuditWords.cs", "Accounts/OneTimeCode.cs", "Attachments/Attachment.cs", "Attendance/Months/MonthNames.cs",
        "Attendance/PunchPage.razor.cs", "Boards/ScreenToken.cs", "Calendar/QuarterNames.cs", "Demonstration/DemonstrationRoster.cs",
        "Import/FormulaErrors.cs", "Shell/ReadableText.cs",
        "Scoring/ToldChanges.cs", "Store/LocalPostgres.cs",
    ];

    [Fact]
    public void No_text_is_cut_by_an_index()
    {
        var found = source.Trees.SelectMany(CutsIn).Select(source.Place).ToList();
        var files = found.ConvertAll(place => place.Split(':')[0]);

        Assert.Contains("Texts/Cut.cs", files);
        Assert.All(Formed, file => Assert.Contains(file, files));
        Assert.All(found.Where(place => !place.StartsWith("Texts/", StringComparison.Ordinal)), place => Assert.Contains(place.Split(':')[0], Formed));
    }

    [Fact]
    public void Nor_on_a_page() => Assert.Empty(
        from file in Directory.EnumerateFiles(source.Folder, "*.razor", SearchOption.AllDirectories)
        from line in File.ReadLines(file)
        where Slice().IsMatch(line)
        select $"{Path.GetRelativePath(source.Folder, file)}: {line.Trim()}");

    /// <summary>What people write is as long as they count it: <c>𠮷</c> is one character, not two.</summary>
    [Fact]
    public void Nor_is_what_people_write_measured_in_halves_of_characters()
    {
        var measured = source.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            .Where(access => access.Name.Identifier.Text == "Length" && access.Parent is BinaryExpressionSyntax or IsPatternExpressionSyntax
                && OfPeople().IsMatch(access.Parent.ToString()));

        Assert.Empty(measured.Select(source.Place));
    }

    private IEnumerable<SyntaxNode> CutsIn(SyntaxTree tree)
    {
        var model = source.Compilation.GetSemanticModel(tree);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            var cuts = node switch
            {
                ElementAccessExpressionSyntax access => IsString(model.GetTypeInfo(access.Expression).Type) && IsHandedOn(access),
                InvocationExpressionSyntax call when model.GetOperation(call) is IInvocationOperation invoked => Cuts(invoked),
                _ => false,
            };
            if (cuts)
                yield return node;
        }
    }

    private static bool Cuts(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "Substring" or "Remove" => IsString(call.TargetMethod.ContainingType),
        "AsSpan" or "AsMemory" => call.Arguments.Length > 1 && IsString(Unconverted(call.Arguments[0].Value).Type),
        "Take" or "TakeLast" or "First" =>
            call.TargetMethod.ContainingType.Name == "Enumerable" && IsString(Unconverted(call.Arguments[0].Value).Type),
        _ => false,
    };

    // One unit that is compared or counted stays where it is; one that is handed on is half a character to somebody.
    private static bool IsHandedOn(ElementAccessExpressionSyntax access) =>
        access.ArgumentList.Arguments is not [{ Expression: not RangeExpressionSyntax }]
        || access.Parent is ArrowExpressionClauseSyntax or ConditionalExpressionSyntax or InterpolationSyntax or ReturnStatementSyntax;

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation conversion ? conversion.Operand : operation;

    private static bool IsString(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_String;

    [GeneratedRegex(@"\w[\)\]]?\[\^?\w*\.\.|\.Substring\(|Name\[0\]|Title\[0\]")]
    private static partial Regex Slice();

    [GeneratedRegex("(Reason|Remark|Note|Text)Length|> 200")]
    private static partial Regex OfPeople();
}
