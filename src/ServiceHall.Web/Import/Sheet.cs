namespace ServiceHall.Web.Import;

/// <summary>A file of tables, as far as people see them.</summary>
/// <param name="Sheets">The visible ones in their order, one at least.</param>
/// <param name="Hidden">The names of those that are hidden; they are never read.</param>
internal sealed record SheetFile(IReadOnlyList<Sheet> Sheets, IReadOnlyList<string> Hidden);

/// <summary>One visible sheet.</summary>
/// <param name="Rows">Those that hold anything, in order.</param>
/// <param name="HiddenColumns">Counted from 0.</param>
/// <param name="Merged">Cells that people see as one.</param>
internal sealed record Sheet(string Name, IReadOnlyList<SheetRow> Rows, IReadOnlySet<int> HiddenColumns,
    IReadOnlyList<MergedCells> Merged);

/// <summary>A row of a sheet.</summary>
/// <param name="Line">Its number as the sheet shows it, from 1 on.</param>
/// <param name="IsHidden">Whether people do not see it, such as behind a filter.</param>
/// <param name="Cells">Up to the last that holds anything.</param>
internal sealed record SheetRow(int Line, bool IsHidden, Cell[] Cells)
{
    /// <summary>The cell of a column, counted from 0; empty where there is none.</summary>
    public Cell At(int column) => column < Cells.Length ? Cells[column] : new Cell("");
}

/// <summary>Cells that were made one; lines from 1 on, columns from 0 on, all of them inside.</summary>
internal readonly record struct MergedCells(int FirstLine, int LastLine, int FirstColumn, int LastColumn);
