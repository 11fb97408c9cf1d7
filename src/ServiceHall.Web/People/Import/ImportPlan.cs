using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceHall.Web.People.Import;

/// <summary>What is wrong with one cell, and what would be right.</summary>
internal sealed record CellFault(string Column, string Text);

/// <summary>A change that is rarely meant: it is made only where the importer has ticked it.</summary>
/// <param name="Key">What is ticked; rows that have the same one stand or fall together.</param>
/// <param name="Text">What would change, in words.</param>
internal sealed record Danger(string Key, string Text);

/// <summary>What will follow from one row.</summary>
/// <param name="Creates">What is new, in words.</param>
/// <param name="Changes">What changes, in words.</param>
/// <param name="Dangers">Which of that needs a tick.</param>
/// <param name="Notes">What looks like something else and was taken for the same, or might be.</param>
/// <param name="IsLeftOut">Whether it is not imported, since a tick is missing.</param>
internal sealed record PlannedRow(
    FileRow Row, IReadOnlyList<string> Creates, IReadOnlyList<string> Changes, IReadOnlyList<CellFault> Faults,
        IReadOnlyList<Danger> Dangers,
    IReadOnlyList<string> Notes, bool IsLeftOut = false)
{
    /// <summary>Whether something is written for it.</summary>
    public bool Does => !IsLeftOut && Faults.Count == 0 && Creates.Count + Changes.Count > 0;
}

/// <summary>
/// What a file would do to the hall: found without writing anything, and carried out by
/// <see cref="ImportPeople"/> only when no row is wrong. Rows whose dangers are not all ticked are left out.
/// </summary>
/// <param name="ticks">The keys of the dangers that were ticked.</param>
internal sealed class ImportPlan(IReadOnlyList<PlannedRow> rows, IReadOnlySet<string> ticks)
{
    public IReadOnlyList<PlannedRow> Rows => rows;

    public IReadOnlySet<string> Ticks => ticks;

    public int Wrong => rows.Count(row => row.Faults.Count > 0);

    public int Creating => rows.Count(row => row.Does && row.Creates.Count > 0);

    public int Changing => rows.Count(row => row.Does && row.Creates.Count == 0);

    public int LeftOut => rows.Count(row => row.IsLeftOut);

    /// <summary>Rows of which something was ticked.</summary>
    public int Ticked => rows.Count(row => row.Does && row.Dangers.Count > 0);

    public int Unchanged => rows.Count - Wrong - Creating - Changing - LeftOut;

    /// <summary>The dangers, each once with the rows that it is about, in the rows' order.</summary>
    public IReadOnlyList<(Danger Danger, IReadOnlyList<PlannedRow> Rows)> Dangers { get; } =
    [
        .. rows.SelectMany(row => row.Dangers.Select(danger => (danger, row)))
            .GroupBy(pair => pair.danger.Key, StringComparer.Ordinal)
            .Select(same => (same.First().danger, (IReadOnlyList<PlannedRow>)[.. same.Select(pair => pair.row)])),
    ];

    /// <summary>The same for plans that do the same: what was confirmed is what is done.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var (of, dangers) = (row.Row with { Unreadable = null },
                string.Join(';', row.Dangers.Select(danger => danger.Text)));
            text.Append(CultureInfo.InvariantCulture,
                $"{of}|{string.Join(';', row.Creates)}|{string.Join(';', row.Changes)}|{dangers}|{row.Faults.Count}|{row.IsLeftOut}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
