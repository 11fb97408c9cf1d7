using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People.Import;

/// <summary>One row of the file as it stands there; texts are trimmed.</summary>
/// <param name="Line">The row's number in the file, the header being 1.</param>
internal sealed record FileRow(
    int Line, string Number, string Name, string Unit, string WindowCode, string WindowName, string SiteCode, string Role, string Kind, string From, string To);

/// <summary>Reads a list of people from .xlsx or CSV (UTF-8, or GB18030 as Excel writes it in China).</summary>
internal static class PeopleFile
{
    public const int GreatestSize = 10 * 1024 * 1024;
    public const int GreatestRows = 20_000;
    private const long GreatestUnpackedSize = 40L * 1024 * 1024;
    private const int GreatestColumns = 100;
    private const int GreatestLines = 200_000;
    private const int GreatestText = 200;

    /// <summary>The headers, in the template's order; the last three may be missing.</summary>
    public static readonly IReadOnlyList<string> Headers =
        ["工号", "姓名", "单位", "窗口编号", "窗口名称", "大厅编号", "岗位", "到岗日期", "类别", "离岗日期"];

    static PeopleFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads every row that holds anything.</summary>
    public static Answer<IReadOnlyList<FileRow>> Read(Stream content)
    {
        try
        {
            var isPacked = content.ReadByte() == 'P';
            content.Position = 0;
            if (isPacked && !UnpacksWithin(content, GreatestUnpackedSize))
                return new Refusal("文件解压后过大，已拒绝。请只保留人员一张表，另存后再上传。");
            using var reader = isPacked
                ? ExcelReaderFactory.CreateOpenXmlReader(content)
                : ExcelReaderFactory.CreateCsvReader(content, new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding("GB18030"), AutodetectSeparators = [',', '\t', ';'] });
            return Rows(reader);
        }
        catch (Exception fault) when (fault is ExcelReaderException or InvalidDataException or System.Xml.XmlException or FormatException or DecoderFallbackException or IndexOutOfRangeException)
        {
            return new Refusal("文件无法读取：应为 .xlsx 工作簿，或 UTF-8、GBK 编码的 CSV。请下载模板，把内容粘贴进去再上传。");
        }
    }

    private static Answer<IReadOnlyList<FileRow>> Rows(IExcelDataReader reader)
    {
        if (!reader.Read())
            return new Refusal("文件是空的。请下载模板，从第二行起填写。");
        if (reader.FieldCount > GreatestColumns)
            return new Refusal($"表格有 {reader.FieldCount} 列，最多 {GreatestColumns} 列。请下载模板，只保留其中的列。");
        var columns = Enumerable.Range(0, reader.FieldCount)
            .Select(index => (Header: Text(reader, index), Index: index))
            .GroupBy(column => column.Header).ToDictionary(group => group.Key, group => group.First().Index);
        var missing = Headers.Take(7).Append("到岗日期").Where(header => !columns.ContainsKey(header)).ToList();
        if (missing.Count > 0)
            return new Refusal($"第一行缺少这些列：{string.Join("、", missing)}。列名须与模板一致，顺序不限。");
        var rows = new List<FileRow>();
        for (var line = 2; reader.Read(); line++)
        {
            string Cell(string header) => columns.TryGetValue(header, out var index) && index < reader.FieldCount ? Text(reader, index) : "";
            if (line > GreatestLines)
                return new Refusal($"表格超过 {GreatestLines} 行，已拒绝。请删去空行，只保留人员后再上传。");
            if (Headers.All(header => Cell(header).Length == 0))
                continue;
            if (rows.Count == GreatestRows)
                return new Refusal($"一次最多导入 {GreatestRows} 行，请把文件分成几份。");
            rows.Add(new FileRow(
                line, Cell("工号"), Cell("姓名"), Cell("单位"), Cell("窗口编号"), Cell("窗口名称"), Cell("大厅编号"), Cell("岗位"), Cell("类别"), Cell("到岗日期"), Cell("离岗日期")));
        }

        return rows.Count > 0 ? rows : new Refusal("文件只有标题行，没有人员。请从第二行起填写。");
    }

    // Excel keeps dates and numbers as such; what people see in the cell is what is meant.
    private static string Text(IExcelDataReader reader, int index)
    {
        var text = reader.GetValue(index) switch
        {
            null => "",
            DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            double number => number.ToString(CultureInfo.InvariantCulture),
            { } value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        return Cut.Bare(Incoming.Clean(text), GreatestText);
    }

    // Sizes written in an archive can lie; what comes out is counted.
    private static bool UnpacksWithin(Stream content, long greatest)
    {
        using (var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true))
        {
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
        }

        content.Position = 0;
        return true;
    }
}
