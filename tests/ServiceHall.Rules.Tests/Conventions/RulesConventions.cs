using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Tests.Conventions;

/// <summary>What the source of the rules may and may not contain.</summary>
public class RulesConventions(RulesSource source) : IClassFixture<RulesSource>
{
    private static readonly string[] Ground = ["People", "Quantities", "Calendar", "Rulebook"];

    /// <summary>What stands before each chapter in the flow.</summary>
    private static readonly Dictionary<string, string[]> Before = new(StringComparer.Ordinal)
    {
        ["People"] = [],
        ["Quantities"] = [],
        ["Calendar"] = [],
        ["Rulebook"] = [],
        ["Leave"] = [],
        ["Attendance"] = ["Leave"],
        ["Inspection"] = [],
        ["Scoring"] = ["Leave", "Attendance", "Inspection"],
        ["Ranking"] = ["Leave", "Attendance", "Inspection", "Scoring"],
        ["Appraisal"] = ["Leave", "Attendance", "Inspection", "Scoring", "Ranking"],
    };

    /// <summary>Clocks, files, the machine, the network, chance: types of which nothing may be used.</summary>
    private static readonly string[] Forbidden =
    [
        "System.TimeProvider", "System.Environment", "System.Console", "System.Random", "System.Diagnostics.Stopwatch",
        "System.Diagnostics.Process", "System.TimeZoneInfo", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream",
        "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.Path", "System.IO.StreamWriter", "System.IO.DriveInfo",
    ];

    private static readonly string[] Clocks = ["Now", "UtcNow", "Today"];

    [Fact]
    public void The_source_is_found_and_understood()
    {
        Assert.True(source.Trees.Length > 40, $"Only {source.Trees.Length} files below {source.Folder}.");
        Assert.Empty(source.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Equal(Before.Keys.Order(StringComparer.Ordinal), source.Trees.Select(tree => source.Chapter(tree.FilePath)).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_number_but_0_1_and_2_stands_outside_the_rulebook_and_the_geometry_of_the_earth()
    {
        var numbers = from tree in source.Trees
                      where Path.GetFileName(tree.FilePath) != "Earth.cs"
                      from literal in tree.GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>()
                      where literal.IsKind(SyntaxKind.NumericLiteralExpression) && literal.Token.Text is not ("0" or "1" or "2")
                      select $"{source.Place(literal)}: {literal.Token.Text}";
        Assert.Empty(numbers);
    }

    [Fact]
    public void Chapters_know_only_what_stands_before_them()
    {
        var uses = from use in source.Uses
                   let chapter = source.Chapter(use.Name.SyntaxTree.FilePath)
                   let known = ChapterOf(use.Symbol)
                   where known is not null && known != chapter && !Before[chapter].Contains(known) && !Ground.Contains(known)
                   select $"{source.Place(use.Name)}: {chapter} knows {known} ({use.Name})";
        Assert.Empty(uses.Distinct());
    }

    [Fact]
    public void The_rules_read_no_clock_no_file_and_no_machine()
    {
        var uses = from use in source.Uses
                   where IsOutside(use.Symbol)
                   select $"{source.Place(use.Name)}: {use.Symbol}";
        Assert.Empty(uses.Distinct());
    }

    [Fact]
    public void The_rules_reference_the_base_library_and_the_yaml_reader_only()
    {
        var references = typeof(HallRulebook).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        var foreign = references.Where(name => name != "YamlDotNet" && !name.StartsWith("System.", StringComparison.Ordinal));
        Assert.Empty(foreign);
    }

    private static bool IsOutside(ISymbol symbol)
    {
        var type = (symbol as ITypeSymbol ?? symbol.ContainingType)?.OriginalDefinition.ToDisplayString();
        if (type is null) return false;
        if (Forbidden.Contains(type) || type.StartsWith("System.Net.", StringComparison.Ordinal)) return true;
        if (type is "System.DateTime" or "System.DateTimeOffset") return Clocks.Contains(symbol.Name);
        // A reader on a resource is no file; one on a path is.
        return type == "System.IO.StreamReader" && symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } made
            && made.Parameters[0].Type.SpecialType == SpecialType.System_String;
    }

    /// <summary>The chapter in which a symbol is declared; null for what is not the rules' own.</summary>
    private static string? ChapterOf(ISymbol symbol)
    {
        var space = (symbol as INamespaceSymbol ?? symbol.ContainingNamespace)?.ToDisplayString();
        return space?.StartsWith("ServiceHall.Rules.", StringComparison.Ordinal) == true ? space.Split('.')[2] : null;
    }
}
