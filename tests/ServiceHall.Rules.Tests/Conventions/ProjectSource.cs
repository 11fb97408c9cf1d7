using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ServiceHall.Rules.Tests.Conventions;

/// <summary>The source of a project, parsed and bound without what generators add to it.</summary>
public abstract class ProjectSource
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    /// <param name="project">The project's name, and its folder's.</param>
    /// <param name="usings">Usings that it has in every file beside those of every project.</param>
    protected ProjectSource(string project, string usings = "")
    {
        Folder = Path.Combine(Root(), "src", project);
        Trees =
        [
            .. Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => Chapter(file) is not ("bin" or "obj"))
                .Order(StringComparer.Ordinal)
                .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Options, file)),
        ];
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith(project, StringComparison.Ordinal));
        Compilation = CSharpCompilation.Create(
            project,
            [.. Trees, CSharpSyntaxTree.ParseText(ImplicitUsings + usings, Options)],
            trusted.Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Uses = [.. Trees.SelectMany(UsesIn)];
    }

    public string Folder { get; }

    public ImmutableArray<SyntaxTree> Trees { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>What the source's names stand for: every name, and every construction of an object.</summary>
    public ImmutableArray<(ExpressionSyntax Name, ISymbol Symbol)> Uses { get; }

    private static CSharpParseOptions Options { get; } = new(LanguageVersion.Preview);

    /// <summary>The first folder of a file below the source's own; the chapter that it belongs to.</summary>
    public string Chapter(string file) => Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar)[0];

    /// <summary><c>Attendance/Cover.cs:12</c>.</summary>
    public string Place(SyntaxNode node)
    {
        var line = node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
        return $"{Path.GetRelativePath(Folder, node.SyntaxTree.FilePath).Replace('\\', '/')}:{line}";
    }

    private IEnumerable<(ExpressionSyntax Name, ISymbol Symbol)> UsesIn(SyntaxTree tree)
    {
        var model = Compilation.GetSemanticModel(tree);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
        {
            if (name is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax)) continue;
            if (name.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() is { } space && space.Name.Contains(name)) continue;
            if (model.GetSymbolInfo(name).Symbol is { } symbol) yield return (name, symbol);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ServiceHall.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No folder above the tests holds ServiceHall.sln.");
    }
}
