using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People.Import;

/// <summary>
/// The workbook that people fill in: headings, one example that is never imported, and what each column takes. Its columns
/// are text, so that a number keeps all its digits.
/// </summary>
internal static class PeopleTemplate
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int RowsPrepared = 2000;
    private const uint Heading = 1;
    private const uint AsText = 2;

    private static readonly string[][] Notes =
    [
        ["列", "填写"],
        ["工号", "必填，1 至 64 个字符；登录和打卡都用它"],
        ["姓名", "必填；工号已有而姓名不同的，预览时要逐个勾选才改名"],
        ["单位", "必填，窗口所属单位；没有的会新建"],
        ["窗口编号", "必填；没有的会新建"],
        ["窗口名称", "必填"],
        ["大厅编号", $"须已在“窗口与大厅”中建立；留空保持原样，新窗口则不核对位置；写{Web.Import.Cell.Clearing}取消原有的大厅"],
        ["岗位", "工作人员 或 负责人；留空保持原样，新任职为工作人员"],
        ["到岗日期", "必填，如 2026-01-04"],
        ["类别", "正式、临时 或 替班；留空保持原样，新任职为正式"],
        ["离岗日期", $"留空保持原样，新任职则表示仍在岗；写{Web.Import.Cell.Clearing}取消原有的离岗日期"],
        ["说明", $"每行是一段在岗任职；一人换过窗口就写几行，日期不能重叠。工号写“{PeopleFile.Example}”的行不导入。"],
    ];

    /// <summary>The workbook's bytes.</summary>
    /// <param name="siteCode">A hall that there is, for the example; null: there is none yet.</param>
    public static byte[] Make(string? siteCode = null)
    {
        string[] example = [PeopleFile.Example, "王芳", "市场监督管理局", "A01", "企业登记", siteCode ?? "", "负责人", "2026-01-04",
            "正式", ""];
        using var file = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = workbook.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets());
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            AddSheet(book, 1, "人员", [[.. PeopleFile.Headers], example], 14, Choices());
            AddSheet(book, 2, "填写说明", Notes, 40, null);
        }

        return file.ToArray();
    }

    private static void AddSheet(WorkbookPart book, uint id, string name, string[][] rows, double width,
        DataValidations? choices)
    {
        var part = book.AddNewPart<WorksheetPart>();
        var data = new SheetData(rows.Select((row, line) => new Row(row.Select(text => new Cell
        {
            DataType = CellValues.InlineString, InlineString = new InlineString(new Text(Outgoing.Xml(text))),
                StyleIndex = line == 0 ? Heading : AsText,
        }))));
        var columns = new Columns(new Column { Min = 1, Max = (uint)rows[0].Length, Width = width,
            CustomWidth = true, Style = AsText });
        var top = new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft,
            State = PaneStateValues.Frozen }) { WorkbookViewId = 0 };
        part.Worksheet = new Worksheet(new SheetViews(top), columns, data);
        if (choices is not null)
            part.Worksheet.AppendChild(choices);
        book.Workbook!.Sheets!.AppendChild(new Sheet { Id = book.GetIdOfPart(part), SheetId = id, Name = name });
    }

    private static DataValidations Choices() => new(
        Choice("岗位", "工作人员,负责人"), Choice("类别", "正式,临时,替班"));

    private static DataValidation Choice(string header, string values)
    {
        var letter = Web.Import.Headings.Letters(PeopleFile.Headers.ToList().IndexOf(header));
        return new DataValidation(new Formula1($"\"{values}\""))
        {
            Type = DataValidationValues.List, AllowBlank = true,
                SequenceOfReferences = new ListValue<StringValue>([$"{letter}2:{letter}{RowsPrepared}"]),
        };
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font(new FontSize { Val = 11 }), new Font(new Bold(), new FontSize { Val = 11 })),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFDCE6F1" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        // 49 is the format of texts.
        new CellFormats(
            new CellFormat(), new CellFormat { FontId = 1, FillId = 2, NumberFormatId = 49, ApplyFont = true,
                ApplyFill = true, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true }));
}
