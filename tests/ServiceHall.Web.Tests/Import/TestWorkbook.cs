using System.IO.Compression;
using System.Text;

namespace ServiceHall.Web.Tests.Import;

/// <summary>A workbook as other programs write it, from the markup of its cells.</summary>
internal sealed class TestWorkbook
{
    /// <summary>Styles of cells: without a format, and by the standard's or the file's own formats.</summary>
    public const int Date = 1, ChineseDate = 2, ThreeDigits = 3, Percent = 4, AsText = 5, MonthAndDay = 6,
        StandardChineseDate = 7, Numbered = 8;

    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly (int Id, string? Code)[] Formats =
    [
        (0, null), (14, null), (164, "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"), (165, "000"), (9, null),
            (49, null),
        (166, "[$-804]m&quot;月&quot;d&quot;日&quot;;@"), (31, null), (167, "&quot;P&quot;0000"),
    ];

    private readonly List<(string Name, string State, string Markup)> _sheets = [];

    /// <summary>A sheet whose rows are given as markup.</summary>
    public TestWorkbook Sheet(string name, string rows, string state = "visible", string columns = "",
        params string[] merged)
    {
        var merges = merged.Length == 0 ? ""
            : $"<mergeCells>{string.Concat(merged.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>";
        _sheets.Add((name, state, $"<worksheet {Main}>{columns}<sheetData>{rows}</sheetData>{merges}</worksheet>"));
        return this;
    }

    /// <summary>A row of texts; what is empty has no cell.</summary>
    public static string Row(int line, params string[] texts) =>
        RowOf(line, [.. texts.Select((text, at) => text.Length == 0 ? ""
            : Text($"{Web.Import.Headings.Letters(at)}{line}", text))]);

    /// <summary>A row of cells.</summary>
    public static string RowOf(int line, params string[] cells) => $"<row r=\"{line}\">{string.Concat(cells)}</row>";

    /// <summary>A text.</summary>
    public static string Text(string at, string text) =>
        $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>";

    /// <summary>A number in a style.</summary>
    public static string Number(string at, string value, int style = 0) =>
        $"<c r=\"{at}\" s=\"{style}\"><v>{value}</v></c>";

    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var numbered = _sheets.Select((sheet, at) => (sheet.Name, sheet.State, sheet.Markup, Number: at + 1))
                .ToList();
            Add(archive, "_rels/.rels",
                $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(archive, "xl/workbook.xml",
                $"<workbook {Main} xmlns:r=\"{Relations}\"><sheets>{string.Concat(numbered.Select(sheet => $"<sheet name=\"{sheet.Name}\" sheetId=\"{sheet.Number}\" r:id=\"rId{sheet.Number}\" state=\"{sheet.State}\"/>"))}</sheets></workbook>");
            Add(archive, "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(numbered.Select(sheet => $"<Relationship Id=\"rId{sheet.Number}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{sheet.Number}.xml\"/>"))}<Relationship Id=\"rIdS\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
            Add(archive, "xl/styles.xml", Styles());
            foreach (var sheet in numbered)
                Add(archive, $"xl/worksheets/sheet{sheet.Number}.xml", sheet.Markup);
        }

        return file.ToArray();
    }

    private static string Styles()
    {
        var own = Formats.Where(format => format.Code is not null).ToList();
        return $"<styleSheet {Main}><numFmts count=\"{own.Count}\">{string.Concat(own.Select(format => $"<numFmt numFmtId=\"{format.Id}\" formatCode=\"{format.Code}\"/>"))}</numFmts>"
            + "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
            + $"<cellXfs count=\"{Formats.Length}\">{string.Concat(Formats.Select(format => $"<xf numFmtId=\"{format.Id}\" applyNumberFormat=\"1\"/>"))}</cellXfs></styleSheet>";
    }

    private static void Add(ZipArchive archive, string name, string content)
    {
        using var entry = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        entry.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content);
    }
}
