using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using ExcelDataReader;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Months;
using static ServiceHall.Web.Tests.Attendance.MonthHall;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class MonthFilesTests(PunchingHall hall) : IClassFixture<PunchingHall>
{
    // The reader wants the code pages of old workbooks, also for a new one.
    static MonthFilesTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task The_workbook_read_back_has_each_letter_in_its_colour_the_sums_and_the_legend()
    {
        var clerk = await hall.Eventful("F100");
        var found = await Taken();

        var file = MonthWorkbook.Make(found.Grid);

        using var book = SpreadsheetDocument.Open(new MemoryStream(file), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2013).Validate(book).Select(fault => fault.Description));
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(file));
        var rows = Rows(reader);
        Assert.Equal("2026 年 11 月考勤（截至 9 日）", rows[0][0]);
        var row = Assert.Single(rows, row => row[3] == "F100");
        Assert.Equal(["综合局", "W-fenced", "综合窗口", "F100", "测试F100", "休", "休", "到", "迟"], row[..9]);
        // Five columns before the days, two for each of thirty, then the sums: days present, late, early, absent, truant.
        Assert.Equal(["3", "3", "4", "0.5", "0.5", "0.5", "0.5"], row[65..72]);
        Assert.True(reader.NextResult());
        Assert.Contains(Rows(reader), row => row[0] == "旷" && row[1] == "旷工");
        var sheet = book.WorkbookPart!.WorksheetParts.First().Worksheet!;
        var late = sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>().First(cell => cell.InnerText == "迟");
        var styles = book.WorkbookPart.WorkbookStylesPart!.Stylesheet!;
        var fill = styles.CellFormats!.Elements<DocumentFormat.OpenXml.Spreadsheet.CellFormat>().ElementAt((int)late.StyleIndex!.Value).FillId!.Value;
        Assert.Contains(MonthColours.Of("late").Paper, styles.Fills!.ElementAt((int)fill).InnerXml, StringComparison.Ordinal);
        Assert.Equal(clerk.StaffId, found.Grid.Row(clerk).StaffId);
    }

    [Theory]
    [InlineData("𠮷庆日放假", "𠮷")]
    [InlineData("\uFFFE庆日", "\uFFFD")]
    public async Task A_holiday_of_any_character_is_in_every_file(string name, string mark)
    {
        await hall.Posted($"F105-{name.Length}", await hall.Window($"F105-{name.Length}"), from: new(2026, 11, 1));
        var found = await Taken();
        var day = found.Grid.Days[^1] with { Works = false, Name = name };
        var grid = found.Grid with { Days = [.. found.Grid.Days.SkipLast(1), day] };

        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(MonthWorkbook.Make(grid)));
        using var document = WordprocessingDocument.Open(new MemoryStream(MonthSheet.Make(grid)), false);

        Assert.Contains(Rows(reader), row => row.Contains($"30 {mark}"));
        Assert.Contains(mark, document.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_characters_that_no_document_may_hold_spoil_no_file()
    {
        await hall.Posted("F106", await hall.Window("F106"), from: new(2026, 11, 1));
        var found = await Taken();
        var row = found.Grid.Rows[0] with { Name = "李\uFFFE\uFFFF\u0001四", Window = found.Grid.Rows[0].Window with { Name = "综\u000B合", Unit = "财\uFDD0政\u001F局" } };
        var grid = found.Grid with { Rows = [row, .. found.Grid.Rows.Skip(1)] };

        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(MonthWorkbook.Make(grid)));
        using var document = WordprocessingDocument.Open(new MemoryStream(MonthSheet.Make(grid)), false);

        Assert.Contains(Rows(reader), cells => cells.Contains("李\uFFFD\uFFFD\uFFFD四"));
        Assert.Contains("李\uFFFD\uFFFD\uFFFD四", document.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_monthly_sheet_opened_again_is_a_section_for_each_unit_on_a4_landscape_with_lines_to_sign()
    {
        await hall.Posted("F110", await hall.Window("F111"), from: new(2026, 11, 1));
        var found = await Taken();

        using var document = WordprocessingDocument.Open(new MemoryStream(MonthSheet.Make(found.Grid)), false);

        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2013).Validate(document).Select(fault => $"{fault.Path?.XPath} {fault.Description}"));
        var body = document.MainDocumentPart!.Document!.Body!;
        var units = found.Grid.Rows.Select(row => row.Window.Unit).Distinct().ToList();
        var sections = body.Descendants<SectionProperties>().ToList();
        Assert.Equal(units.Count, sections.Count);
        Assert.All(sections, section => Assert.Equal(PageOrientationValues.Landscape, section.GetFirstChild<PageSize>()!.Orient!.Value));
        Assert.Equal(units.Count, body.Elements<Table>().Count());
        Assert.All(units, unit => Assert.Contains($"单位：{unit}", body.InnerText, StringComparison.Ordinal));
        Assert.Equal(units.Count, body.Elements<Paragraph>().Count(line => line.InnerText.Contains("制表：", StringComparison.Ordinal) && line.InnerText.Contains("单位签章：", StringComparison.Ordinal)));
        var table = body.Elements<Table>().ElementAt(units.IndexOf("单位F111"));
        var person = Assert.Single(table.Elements<TableRow>().Skip(1)).Elements<TableCell>().ToList();
        Assert.Equal(["1", "测试F110F111", "休休"], person.Take(3).Select(cell => cell.InnerText));
        Assert.Equal(2 + 30 + MonthSheet.Sums.Count, person.Count);
        Assert.Contains(document.MainDocumentPart.FooterParts, part => part.Footer!.Descendants<SimpleField>().Any(field => field.Instruction == "PAGE"));
        Assert.Contains("黑体", body.InnerXml, StringComparison.Ordinal);
        Assert.Contains("仿宋", body.InnerXml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_taken_is_on_record()
    {
        await Taken();

        Assert.Contains(await hall.AuditRecords(), record => record.Action == "attendance.month.export" && record.Detail.StartsWith("xlsx", StringComparison.Ordinal));
    }

    [Fact]
    public void No_two_things_have_the_same_letter()
    {
        var letters = new MonthLetters(HallRulebook.BuiltIn.On(new(2026, 11, 1)).Leave);

        Assert.Equal(letters.Legend.Count(), letters.Legend.Select(letters.Letter).Distinct().Count());
    }

    private async Task<ShowMonth.Found> Taken()
    {
        hall.At("2026-11-09 15:00:00");
        await hall.Get<Web.Scoring.CloseSessions>().Run(default);
        var section = await hall.Person($"F-{Guid.NewGuid():N}"[..20], HallRole.Section);
        return (await hall.Get<ShowMonth>().TakeWorkbook(section, new(November, null, null, null, ""), default)).Value;
    }

    private static List<string[]> Rows(IExcelDataReader reader)
    {
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetValue(column)}")]);
        return rows;
    }
}
