using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using ServiceHall.Web.Accounts;
using ErrorCells = System.Collections.Generic.Dictionary<(string Sheet, int Line, int Column), string>;

namespace ServiceHall.Web.Import;

/// <summary>Reads what people see in a workbook (.xlsx) or a plain table (CSV, separated by commas, tabs or
/// semicolons).</summary>
internal static class ReadSheets
{
    /// <summary>The greatest file, in bytes.</summary>
    public const int GreatestSize = 10 * 1024 * 1024;

    private const long GreatestUnpackedSize = 40L * 1024 * 1024;
    private const int GreatestColumns = 100;
    private const int GreatestLines = 200_000;
    private const int MostMerged = 20_000;
    private const int MostFilled = 1_000_000;

    private static readonly Refusal Unreadable =
        new("文件无法读取：应为 .xlsx 工作簿，或 UTF-8、UTF-16、GBK 编码的 CSV。请下载模板，把内容粘贴进去再上传。");

    // The reader wants the code pages of old workbooks, also for a new one.
    static ReadSheets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Answer<SheetFile> Of(byte[] bytes)
    {
        try
        {
            if (bytes is [(byte)'P', ..])
            {
                using var packed = new MemoryStream(bytes);
                if (!UnpacksWithin(packed, GreatestUnpackedSize))
                    return new Refusal("文件解压后过大，已拒绝。请只保留要导入的一张表，另存后再上传。");
                packed.Position = 0;
                var errors = FormulaErrors.In(packed);
                packed.Position = 0;
                using var workbook = ExcelReaderFactory.CreateOpenXmlReader(packed);
                return Read(workbook, errors);
            }

            if (DecodedText.Of(bytes) is not { Length: > 0 } text)
                return Unreadable;
            using var plain = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var settings = new ExcelReaderConfiguration { FallbackEncoding = Encoding.UTF8, AutodetectSeparators = [',', '\t', ';'] };
            using var table = ExcelReaderFactory.CreateCsvReader(plain, settings);
            return Read(table, null);
        }
        catch (Exception fault) when (
            fault is ExcelReaderException or InvalidDataException or System.Xml.XmlException or FormatException
            or DecoderFallbackException or IndexOutOfRangeException or OverflowException or ArgumentException)
        {
            return Unreadable;
        }
    }

    // Errors: of a workbook; a plain table has none.
    private static Answer<SheetFile> Read(IExcelDataReader reader, ErrorCells? errors)
    {
        var isWorkbook = errors is not null;
        var (sheets, hidden) = (new List<Sheet>(), new List<string>());
        do
        {
            if (isWorkbook && !string.Equals(reader.VisibleState, "visible", StringComparison.OrdinalIgnoreCase))
            {
                hidden.Add(reader.Name);
                continue;
            }

            var sheet = ReadSheet(reader, errors);
            if (sheet.Refusal is { } refusal)
                return refusal;
            sheets.Add(sheet.Value);
        }
        while (reader.NextResult());
        return sheets.Count > 0 ? new SheetFile(sheets, hidden)
            : new Refusal($"工作簿里的工作表都是隐藏的（{string.Join("、", hidden)}），没有读取。请取消隐藏要导入的那一张，另存后再上传。");
    }

    private static Answer<Sheet> ReadSheet(IExcelDataReader reader, ErrorCells? errors)
    {
        var isWorkbook = errors is not null;
        var rows = new List<SheetRow>();
        var hiddenColumns = new HashSet<int>();
        for (var line = 1; reader.Read(); line++)
        {
            if (reader.FieldCount > GreatestColumns)
                return new Refusal($"表格有 {reader.FieldCount} 列，最多 {GreatestColumns} 列。请下载模板，只保留其中的列。");
            if (line > GreatestLines)
                return new Refusal($"表格超过 {GreatestLines} 行，已拒绝。请删去空行后再上传。");
            var cells = new Cell[reader.FieldCount];
            var last = 0;
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column] = isWorkbook
                    ? SeenCell.Of(reader.GetValue(column) ?? errors!.GetValueOrDefault((reader.Name, line, column)),
                        reader.GetNumberFormatIndex(column), reader.GetNumberFormatString(column))
                    : SeenCell.OfText(reader.GetValue(column)?.ToString() ?? "");
                if (!cells[column].IsEmpty)
                    last = column + 1;
                if (isWorkbook && line == 1 && reader.GetColumnWidth(column) == 0)
                    hiddenColumns.Add(column);
            }

            if (last > 0)
                rows.Add(new SheetRow(line, isWorkbook && reader.RowHeight == 0, cells[..last]));
        }

        MergedCells[] merged = [.. (isWorkbook ? reader.MergeCells ?? [] : []).Select(range =>
            new MergedCells(range.FromRow + 1, range.ToRow + 1, range.FromColumn,
                Math.Min(range.ToColumn, GreatestColumns)))];
        return merged.Length <= MostMerged && FillDown(rows, merged)
            ? new Sheet(isWorkbook ? reader.Name : "", rows, hiddenColumns, merged)
            : new Refusal("合并的单元格过多，已拒绝。请取消合并，另存后再上传。");
    }

    // Of cells merged over several rows each row has what people see there. Cells merged over several columns are one
    // value.
    private static bool FillDown(List<SheetRow> rows, MergedCells[] merged)
    {
        var filled = 0;
        foreach (var range in merged.Where(range => range.LastLine > range.FirstLine))
        {
            var first = FirstFrom(rows, range.FirstLine);
            if (first == rows.Count || rows[first].Line != range.FirstLine
                || rows[first].At(range.FirstColumn) is { IsEmpty: true } or { Fault: not null })
                continue;
            var seen = rows[first].At(range.FirstColumn);
            for (var at = first + 1; at < rows.Count && rows[at].Line <= range.LastLine; at++)
            {
                if (++filled > MostFilled)
                    return false;
                var cells = rows[at].Cells;
                if (cells.Length <= range.FirstColumn)
                    Array.Resize(ref cells, range.FirstColumn + 1);
                cells[range.FirstColumn] = seen;
                rows[at] = rows[at] with { Cells = cells };
            }
        }

        return true;
    }

    private static int FirstFrom(List<SheetRow> rows, int line)
    {
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].Line < line)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // Sizes written in an archive can lie; what comes out is counted.
    private static bool UnpacksWithin(Stream content, long greatest)
    {
        using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > 1000)
            return false;
        var buffer = new byte[81920];
        foreach (var entry in archive.Entries)
        {
            using var unpacked = entry.Open();
            for (int read; (read = unpacked.Read(buffer)) > 0;)
            {
                greatest -= read;
                if (greatest < 0)
                    return false;
            }
        }

        return true;
    }
}
