using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ServiceHall.Rules.Tests.Conventions;

namespace ServiceHall.Web.Tests.Conventions;

/// <summary>Tables and use cases know only what stands before them in the flow. Pages may look ahead.</summary>
[Collection(nameof(WebSource))]
public class WebConventions(WebSource source)
{
    /// <summary>What every chapter stands on; these know one another.</summary>
    private static readonly string[] Ground = ["Store", "Hosting", "Accounts", "People", "Messages", "Attachments",
        "Shell", "LongWork", "SetAside", "Forms", "Texts", "Import", "Retention"];

    private static readonly string[] Flow = ["Calendar", "Leave", "Attendance", "Inspection", "Scoring", "Ranking"];

    /// <summary>What stands before each chapter in the flow.</summary>
    private static readonly Dictionary<string, string[]> Before = new(StringComparer.Ordinal)
    {
        ["Store"] = [],
        ["Hosting"] = [],
        ["Accounts"] = [],
        ["People"] = [],
        ["Messages"] = [],
        ["Attachments"] = [],
        ["Shell"] = [],
        ["LongWork"] = [],
        ["SetAside"] = [],
        ["Forms"] = [],
        ["Texts"] = [],
        ["Import"] = [],
        ["Retention"] = [],
        ["Calendar"] = [],
        ["Leave"] = ["Calendar"],
        ["Attendance"] = ["Calendar", "Leave"],
        ["Inspection"] = ["Calendar"],
        ["Scoring"] = ["Calendar", "Leave", "Attendance", "Inspection"],
        ["Ranking"] = ["Calendar", "Leave", "Attendance", "Inspection", "Scoring"],
        // These read all of the flow, and nothing reads them.
        ["Boards"] = Flow,
        ["Export"] = Flow,
        ["Demonstration"] = Flow,
        ["Integrity"] = Flow,
        ["OwnData"] = Flow,
        ["Schedules"] = [.. Flow, "Integrity"],
    };

    [Fact]
    public void The_source_is_found_and_every_chapter_has_its_place()
    {
        Assert.Equal(Before.Keys.Order(StringComparer.Ordinal), ChaptersOf(source.Trees).Order(StringComparer.Ordinal));
        // Uses across chapters that are there and allowed: the check below sees them.
        foreach (var (chapter, known) in new[] { ("Scoring", "Attendance"), ("Ranking", "Scoring"), ("Boards", "Ranking") })
            Assert.Contains(Uses(), use => use.Chapter == chapter && use.Known == known);
    }

    [Fact]
    public void Tables_and_use_cases_know_only_what_stands_before_them()
    {
        var uses = from use in Uses()
                   where use.Known != use.Chapter && !Ground.Contains(use.Known) && !Before[use.Chapter].Contains(use.Known)
                   select $"{source.Place(use.Name)}: {use.Chapter} knows {use.Known} ({use.Name})";
        var found = string.Join('\n', uses.Distinct());
        Assert.True(found.Length == 0, found);
    }

    private IEnumerable<(ExpressionSyntax Name, string Chapter, string Known)> Uses() =>
        from use in source.Uses
        let chapter = source.Chapter(use.Name.SyntaxTree.FilePath)
        where Before.ContainsKey(chapter) && !IsPage(use.Name)
        let known = ChapterOf(use.Symbol)
        where known is not null
        select (use.Name, chapter, known);

    private static bool IsPage(ExpressionSyntax name) => name.SyntaxTree.FilePath.EndsWith(".razor.cs", StringComparison.Ordinal);

    // Program.cs, the only file beside the chapters, puts them together.
    private IEnumerable<string> ChaptersOf(IEnumerable<SyntaxTree> trees) =>
        trees.Select(tree => source.Chapter(tree.FilePath)).Distinct().Where(chapter => chapter != "Program.cs");

    /// <summary>The chapter in which a symbol is declared; null for what is not the web application's own.</summary>
    private static string? ChapterOf(ISymbol symbol)
    {
        // A using alone is no use: what it opens is looked at where it is named.
        var space = symbol is INamespaceSymbol ? null : symbol.ContainingNamespace?.ToDisplayString();
        return space?.StartsWith("ServiceHall.Web.", StringComparison.Ordinal) == true ? space.Split('.')[2] : null;
    }
}

/// <summary>What is read and compiled once, for all conventions.</summary>
[CollectionDefinition(nameof(WebSource))]
public sealed class WebSources : ICollectionFixture<WebSource>;

/// <summary>The source of <c>ServiceHall.Web</c>, parsed and bound.</summary>
public sealed class WebSource() : ProjectSource(
    "ServiceHall.Web",
    "global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; "
    + "global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration; "
    + "global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging; "
    + "global using PostKind = ServiceHall.Rules.People.PostKind; global using PostRole = ServiceHall.Rules.People.PostRole;");
