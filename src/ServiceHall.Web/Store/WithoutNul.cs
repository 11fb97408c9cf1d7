using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ServiceHall.Web.Store;

/// <summary>
/// Takes NUL out of the texts of every statement that EF sends, queries by hand included: PostgreSQL keeps none, nobody types
/// one, and a request that holds one is no fault of the hall.
/// </summary>
internal sealed class WithoutNul : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            if (parameter.Value is string text && text.Contains('\0', StringComparison.Ordinal))
                parameter.Value = Cleaned(text);
            else if (parameter.Value is IEnumerable<string?> texts && texts.Any(one => one?.Contains('\0', StringComparison.Ordinal) == true))
                parameter.Value = texts.Select(one => one is null ? null : Cleaned(one)).ToArray();
        }

        return result;
    }

    private static string Cleaned(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
