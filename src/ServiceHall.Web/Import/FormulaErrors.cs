using System.IO.Compression;
using System.Xml;

namespace ServiceHall.Web.Import;

/// <summary>The cells of a workbook whose formula failed (#REF!): the reader of sheets gives nothing for them, and
/// people see an error.</summary>
internal static class FormulaErrors
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null };

    /// <summary>Reads them, by the name of the sheet, the line from 1 on and the column from 0 on.</summary>
    /// <exception cref="InvalidDataException">It is no archive.</exception>
    /// <exception cref="XmlException">A part of it is no XML.</exception>
    public static Dictionary<(string Sheet, int Line, int Column), string> In(Stream workbook)
    {
        var found = new Dictionary<(string, int, int), string>();
        using var archive = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        var parts = Elements(archive, "xl/_rels/workbook.xml.rels", "Relationship", xml =>
            (Id: xml.GetAttribute("Id"), Target: xml.GetAttribute("Target")));
        foreach (var (name, id) in Elements(archive, "xl/workbook.xml", "sheet", xml =>
            (Name: xml.GetAttribute("name"), Id: xml.GetAttribute("id", Relations))))
        {
            if (name is null || parts.Find(part => part.Id == id).Target is not { } target)
                continue;
            var path = target.StartsWith('/') ? target[1..] : "xl/" + target;
            foreach (var (at, error) in Errors(archive, path))
                found.TryAdd((name, at.Line, at.Column), error);
        }

        return found;
    }

    private static List<T> Elements<T>(ZipArchive archive, string path, string element, Func<XmlReader, T> take)
    {
        var taken = new List<T>();
        if (archive.GetEntry(path) is not { } entry)
            return taken;
        using var part = entry.Open();
        using var xml = XmlReader.Create(part, Settings);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == element)
                taken.Add(take(xml));
        }

        return taken;
    }

    private static List<((int Line, int Column) At, string Error)> Errors(ZipArchive archive, string path)
    {
        var errors = new List<((int, int), string)>();
        if (archive.GetEntry(path) is not { } entry)
            return errors;
        using var part = entry.Open();
        using var xml = XmlReader.Create(part, Settings);
        (int Line, int Column)? failed = null;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "c")
                failed = xml.GetAttribute("t") == "e" ? At(xml.GetAttribute("r")) : null;
            else if (xml.LocalName == "v" && failed is { } at && !xml.IsEmptyElement && xml.Read())
                errors.Add((at, xml.Value));
        }

        return errors;
    }

    // C3 is line 3, column 2.
    private static (int Line, int Column)? At(string? reference)
    {
        var (column, line) = (0, 0);
        foreach (var sign in reference ?? "")
        {
            if (char.IsAsciiLetterUpper(sign) && column < 20_000)
                column = (column * 26) + sign - 'A' + 1;
            else if (char.IsAsciiDigit(sign) && line < 10_000_000)
                line = (line * 10) + sign - '0';
            else
                return null;
        }

        return column > 0 && line > 0 ? (line, column - 1) : null;
    }
}
