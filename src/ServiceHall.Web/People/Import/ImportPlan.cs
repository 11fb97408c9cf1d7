using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceHall.Web.People.Import;

/// <summary>What is wrong with one cell, and what would be right.</summary>
internal sealed record CellFault(string Column, string Text);

/// <summary>What will follow from one row.</summary>
/// <param name="Creates">What is new, in words.</param>
/// <param name="Changes">What changes, in words.</param>
internal sealed record PlannedRow(FileRow Row, IReadOnlyList<string> Creates, IReadOnlyList<string> Changes, IReadOnlyList<CellFault> Faults);

/// <summary>
/// What a file would do to the hall: found without writing anything, and carried out by
/// <see cref="ImportPeople"/> only when no row is wrong.
/// </summary>
internal sealed class ImportPlan(IReadOnlyList<PlannedRow> rows)
{
    public IReadOnlyList<PlannedRow> Rows => rows;

    public int Wrong => rows.Count(row => row.Faults.Count > 0);

    public int Creating => rows.Count(row => row.Faults.Count == 0 && row.Creates.Count > 0);

    public int Changing => rows.Count(row => row.Faults.Count == 0 && row.Creates.Count == 0 && row.Changes.Count > 0);

    public int Unchanged => rows.Count - Wrong - Creating - Changing;

    /// <summary>The same for plans that do the same: what was confirmed is what is done.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"{row.Row}|{string.Join(';', row.Creates)}|{string.Join(';', row.Changes)}|{row.Faults.Count}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
