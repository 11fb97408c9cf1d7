using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Store;

/// <summary>
/// What people look for in a list, in whatever width, spacing and kind of dot they write it (<see cref="Fold"/>):
/// <c>EF.Functions.ILike(Like.Key(row.Name), Like.Containing(text), Like.Escape)</c>.
/// </summary>
internal static class Like
{
    /// <summary>What makes a wildcard a plain character; named, since without it Npgsql lets nothing be one.</summary>
    public const string Escape = @"\";

    // Blanks go, since nothing stands for them.
    private const string Blanks = " \t\r\n";
    private const string Marks = Fold.Dots + Fold.Dashes + Blanks;
    private static readonly string Plain = new string('·', Fold.Dots.Length) + new string('-', Fold.Dashes.Length);

    /// <summary>Matches a key that contains the text's; what is a wildcard in a pattern is a plain character in the text. PostgreSQL
    /// keeps no NUL in text, so none is looked for.</summary>
    public static string Containing(string text) => "%" + Fold.Key(text.Replace("\0", "", StringComparison.Ordinal))
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";

    /// <summary>The key of what somebody wrote, but for capitals; in a query only.</summary>
    public static string Key(string written) => throw new InvalidOperationException($"Only PostgreSQL has a key of “{written}” by this.");

    /// <summary>How PostgreSQL makes the key.</summary>
    public static void Describe(ModelBuilder model) => model.HasDbFunction(() => Key("")).HasTranslation(given => Call(
        "translate",
        [
            Call("normalize", [given[0], new SqlFragmentExpression("NFKC")], given[0].TypeMapping),
            new SqlConstantExpression(Marks, given[0].TypeMapping), new SqlConstantExpression(Plain, given[0].TypeMapping),
        ],
        given[0].TypeMapping));

    private static SqlFunctionExpression Call(string name, IReadOnlyList<SqlExpression> given, RelationalTypeMapping? mapping) =>
        new(name, given, nullable: true, [true, .. given.Skip(1).Select(_ => false)], typeof(string), mapping);
}
