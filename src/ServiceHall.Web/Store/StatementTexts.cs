using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Store;

/// <summary>
/// Takes out of the texts of every statement that EF sends, queries and statements by hand included, what PostgreSQL cannot
/// take: NUL and halves of characters. Nobody types one, and a request that holds one is no fault of the hall. What is
/// written by a save was refused before (<see cref="StoredTexts"/>).
/// </summary>
internal sealed class StatementTexts : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            if (parameter.Value is string text && !IsTaken(text))
                parameter.Value = Taken(text);
            else if (parameter.Value is IEnumerable<string?> texts && texts.Any(one => one is not null && !IsTaken(one)))
                parameter.Value = texts.Select(one => one is null ? null : Taken(one)).ToArray();
        }

        return result;
    }

    private static bool IsTaken(string text) => !text.Contains('\0', StringComparison.Ordinal) && Characters.IsSound(text);

    /// <summary>A text without what PostgreSQL cannot take.</summary>
    public static string Taken(string text) => Characters.Sound(text).Replace("\0", "", StringComparison.Ordinal);
}
