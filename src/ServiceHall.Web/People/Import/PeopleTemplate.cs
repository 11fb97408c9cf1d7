using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People.Import;

/// <summary>The workbook that people fill in: headers, one example, and what each column takes.</summary>
internal static class PeopleTemplate
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly string[] Example =
        ["1001", "王芳", "市场监督管理局", "A01", "企业登记", "main", "负责人", "2026-01-04", "正式", ""];

    private static readonly string[][] Notes =
    [
        ["列", "填写"],
        ["工号", "必填，1 至 64 个字符；登录和打卡都用它"],
        ["姓名", "必填"],
        ["单位", "必填，窗口所属单位；没有的会新建"],
        ["窗口编号", "必填；没有的会新建，名称、单位、大厅以本表为准"],
        ["窗口名称", "必填"],
        ["大厅编号", "须已在“窗口与大厅”中建立；留空则不核对位置"],
        ["岗位", "工作人员 或 负责人"],
        ["到岗日期", "必填，如 2026-01-04"],
        ["类别", "正式、临时 或 替班，留空为正式"],
        ["离岗日期", "留空表示仍在岗"],
        ["说明", "每行是一段在岗任职；一人换过窗口就写几行，日期不能重叠。请先删去示例行。"],
    ];

    /// <summary>The workbook's bytes.</summary>
    public static byte[] Make()
    {
        using var file = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = workbook.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets());
            AddSheet(book, 1, "人员", [[.. PeopleFile.Headers], Example]);
            AddSheet(book, 2, "填写说明", Notes);
        }

        return file.ToArray();
    }

    private static void AddSheet(WorkbookPart book, uint id, string name, string[][] rows)
    {
        var part = book.AddNewPart<WorksheetPart>();
        var data = new SheetData(rows.Select(row => new Row(row.Select(text =>
            new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(Outgoing.Xml(text))) }))));
        var columns = new Columns(new Column { Min = 1, Max = 12, Width = 16, CustomWidth = true });
        part.Worksheet = new Worksheet(columns, data);
        book.Workbook!.Sheets!.AppendChild(new Sheet { Id = book.GetIdOfPart(part), SheetId = id, Name = name });
    }
}
