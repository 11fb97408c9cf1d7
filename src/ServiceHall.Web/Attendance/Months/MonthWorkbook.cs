using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>The month as a workbook: a row for each person, two columns for each day, the sums, and the legend on a sheet of its own.</summary>
internal static class MonthWorkbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int Before = 5;
    private const double WideName = 14, WideHalf = 3.4, WideSum = 7;

    // Styles by number: plain text, headers, a number, then one for each class of half days.
    private const uint Plain = 0, Header = 1, Number = 2, FirstState = 3;
    private static readonly Dictionary<string, uint> Styled = MonthColours.Classes.Select((name, place) => (name, place)).ToDictionary(one => one.name, one => FirstState + (uint)one.place, StringComparer.Ordinal);

    /// <summary>The workbook's bytes.</summary>
    public static byte[] Make(MonthGrid grid)
    {
        using var file = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = workbook.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets());
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            AddMonth(book, grid);
            AddLegend(book, grid);
        }

        return file.ToArray();
    }

    private static void AddMonth(WorkbookPart book, MonthGrid grid)
    {
        var kinds = grid.Letters.Kinds;
        string[] sums = ["到岗（天）", "迟到（次）", "早退（次）", "缺勤（天）", "旷工（天）", .. kinds.Select(kind => kind.Title + "（天）"), "满勤"];
        var (halves, last) = (grid.Days.Count * 2, Before + (grid.Days.Count * 2) + sums.Length);
        var merged = new MergeCells(
            [.. Enumerable.Range(1, Before).Concat(Enumerable.Range(Before + halves + 1, sums.Length)).Select(column => Merge($"{Column(column)}2:{Column(column)}3")),
            .. Enumerable.Range(0, grid.Days.Count).Select(day => Merge($"{Column(Before + (2 * day) + 1)}2:{Column(Before + (2 * day) + 2)}2"))]);
        var part = book.AddNewPart<WorksheetPart>();
        // Row by row: the cells of thousands of people would be hundreds of megabytes, were they held together.
        using (var sheet = OpenXmlWriter.Create(part))
        {
            sheet.WriteStartElement(new Worksheet());
            sheet.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
            sheet.WriteElement(new SheetViews(new SheetView(
                new Pane { HorizontalSplit = Before, VerticalSplit = 3, TopLeftCell = $"{Column(Before + 1)}4", ActivePane = PaneValues.BottomRight, State = PaneStateValues.Frozen })
            { WorkbookViewId = 0 }));
            sheet.WriteElement(new Columns(
                new Column { Min = 1, Max = Before, Width = WideName, CustomWidth = true },
                new Column { Min = Before + 1, Max = (uint)(Before + halves), Width = WideHalf, CustomWidth = true },
                new Column { Min = (uint)(Before + halves + 1), Max = (uint)last, Width = WideSum, CustomWidth = true }));
            sheet.WriteStartElement(new SheetData());
            foreach (var line in Head(grid, sums))
                sheet.WriteElement(line);
            for (var row = 0; row < grid.Rows.Count; row++)
                sheet.WriteElement(Line(row + 4, Person(grid.Rows[row], grid)));
            sheet.WriteEndElement();
            sheet.WriteElement(merged);
            sheet.WriteElement(new PageSetup { Orientation = OrientationValues.Landscape, PaperSize = 8, FitToHeight = 0 });
            sheet.WriteEndElement();
        }

        book.Workbook!.Sheets!.AppendChild(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = $"{grid.Month}" });
    }

    private static IEnumerable<Row> Head(MonthGrid grid, string[] sums)
    {
        yield return Line(1, [Text($"{grid.Month.Chinese()}考勤{(grid.IsOver ? "" : $"（{grid.Standing}）")}", Plain)]);
        yield return Line(2, [.. new[] { "单位", "窗口编号", "窗口", "工号", "姓名" }.Select(name => Text(name, Header)),
            .. grid.Days.SelectMany(day => new[] { Text($"{day.Day.Day} {day.Mark}", Header), Text("", Header) }),
            .. sums.Select(name => Text(name, Header))]);
        yield return Line(3, [.. Enumerable.Repeat(0, Before).Select(_ => Text("", Header)),
            .. Enumerable.Range(0, grid.Days.Count * 2).Select(half => Text(half % 2 == 0 ? "上" : "下", Header)), .. sums.Select(_ => Text("", Header))]);
    }

    private static IEnumerable<Cell> Person(MonthRow row, MonthGrid grid)
    {
        foreach (var text in new[] { row.Window.Unit, row.Window.Code, row.Window.Name, row.Number, row.Name })
            yield return Text(text, Plain);
        foreach (var state in row.HalfDays)
            yield return Text(grid.Letters.Letter(state), StyleOf(state));
        foreach (var number in new[] { row.Sums.Present / 2m, row.Sums.Late, row.Sums.Early, row.Sums.Absent / 2m, row.Sums.Truant / 2m })
            yield return Figure(number);
        for (var kind = 0; kind < grid.Letters.Kinds.Count; kind++)
            yield return Figure(row.Sums.Leave.Where(leave => leave.Kind == kind).Sum(leave => leave.Days));
        yield return Text(row.Sums.IsFull ? "是" : "", Plain);
    }

    private static void AddLegend(WorkbookPart book, MonthGrid grid)
    {
        var data = new SheetData(Line(1, [Text("字", Header), Text("含义", Header)]));
        foreach (var state in grid.Letters.Legend)
            data.AppendChild(Line(data.ChildElements.Count + 1, [Text(grid.Letters.Letter(state), StyleOf(state)), Text(grid.Letters.Title(state), Plain)]));
        var part = book.AddNewPart<WorksheetPart>();
        part.Worksheet = new Worksheet(new Columns(new Column { Min = 1, Max = 1, Width = WideSum, CustomWidth = true }, new Column { Min = 2, Max = 2, Width = WideName * 2, CustomWidth = true }), data);
        book.Workbook!.Sheets!.AppendChild(new Sheet { Id = book.GetIdOfPart(part), SheetId = 2, Name = "图例" });
    }

    private static Row Line(int number, IEnumerable<Cell> cells)
    {
        var row = new Row { RowIndex = (uint)number };
        var column = 1;
        foreach (var cell in cells)
        {
            cell.CellReference = $"{Column(column++)}{number}";
            row.AppendChild(cell);
        }

        return row;
    }

    // Inline texts are never taken for formulas, whatever somebody is called.
    private static Cell Text(string text, uint style) => new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(Outgoing.Xml(text))), StyleIndex = style };

    private static Cell Figure(decimal number) => new() { CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)), StyleIndex = Number };

    private static MergeCell Merge(string cells) => new() { Reference = cells };

    private static uint StyleOf(HalfDay state) => Styled[MonthLetters.Class(state)];

    /// <summary>A for 1, AA for 27.</summary>
    private static string Column(int number)
    {
        const int letters = 'Z' - 'A' + 1;
        return (number > letters ? Column((number - 1) / letters) : "") + (char)('A' + ((number - 1) % letters));
    }

    private static Stylesheet Styles()
    {
        var states = MonthColours.Classes.Select(MonthColours.Of).ToList();
        var thin = new Border(
            new LeftBorder(new Color { Rgb = "FFD9E0E7" }) { Style = BorderStyleValues.Thin }, new RightBorder(new Color { Rgb = "FFD9E0E7" }) { Style = BorderStyleValues.Thin },
            new TopBorder(new Color { Rgb = "FFD9E0E7" }) { Style = BorderStyleValues.Thin }, new BottomBorder(new Color { Rgb = "FFD9E0E7" }) { Style = BorderStyleValues.Thin }, new DiagonalBorder());
        return new Stylesheet(
            new Fonts([FontOf("000000"), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "黑体" }), .. states.Select(state => FontOf(state.Text))]),
            new Fills([new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }), .. states.Select(state => FillOf(state.Paper))]),
            new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), thin),
            new CellFormats(
            [
                new CellFormat { FontId = 0, FillId = 0, BorderId = 0 },
                new CellFormat(Centre()) { FontId = 1, FillId = 0, BorderId = 1, ApplyFont = true, ApplyBorder = true, ApplyAlignment = true },
                new CellFormat(Centre()) { FontId = 0, FillId = 0, BorderId = 1, ApplyBorder = true, ApplyAlignment = true },
                .. states.Select((_, place) => new CellFormat(Centre())
                {
                    FontId = (uint)place + 2, FillId = (uint)place + 2, BorderId = 1, ApplyFont = true, ApplyFill = true, ApplyBorder = true, ApplyAlignment = true,
                }),
            ]));
    }

    private static Alignment Centre() => new() { Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Center, WrapText = true };

    private static Font FontOf(string colour) => new(new FontSize { Val = 11 }, new Color { Rgb = "FF" + colour }, new FontName { Val = "宋体" });

    private static Fill FillOf(string colour) => new(new PatternFill(new ForegroundColor { Rgb = "FF" + colour }) { PatternType = PatternValues.Solid });
}
