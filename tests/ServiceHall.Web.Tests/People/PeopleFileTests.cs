using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ServiceHall.Web.People.Import;

namespace ServiceHall.Web.Tests.People;

public sealed class PeopleFileTests
{
    private const string Header = "工号,姓名,单位,窗口编号,窗口名称,大厅编号,岗位,到岗日期";

    static PeopleFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void The_template_is_taken_as_it_is_and_its_example_is_nobody()
    {
        var read = PeopleFile.Read(PeopleTemplate.Make("H1")).Value;

        Assert.Empty(read.Rows);
        Assert.Contains(read.Table.Notes, note => note.Contains("1 行是填写示例，不导入", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_written_below_the_templates_example_is_read()
    {
        using var file = new MemoryStream();
        file.Write(PeopleTemplate.Make("H1"));
        using (var workbook = SpreadsheetDocument.Open(file, isEditable: true))
        {
            var rows = workbook.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Row>()).Where(row => row.InnerText.StartsWith(PeopleFile.Example, StringComparison.Ordinal));
            var filled = (Row)rows.Single().CloneNode(deep: true);
            filled.Descendants<DocumentFormat.OpenXml.Spreadsheet.Text>().First().Text = "0017";
            rows.Single().InsertAfterSelf(filled);
        }

        var row = Assert.Single(PeopleFile.Read(file.ToArray()).Value.Rows);

        Assert.Equal(("0017", "王芳", "A01", "H1", "负责人", "2026-01-04"), (row.Number, row.Name, row.WindowCode, row.SiteCode, row.Role, row.From));
        Assert.NotNull(ReadRow.Of(row, []));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    public void A_csv_reads_in_the_encodings_that_people_have(string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(Header + "\r\n0012,王芳,税务局,A1,办税,,工作人员,2026/1/4\r\n\r\n");

        var row = PeopleFile.Read(bytes).Value.Rows.Single();

        Assert.Equal(("0012", "王芳", "税务局"), (row.Number, row.Name, row.Unit));
        Assert.Equal(new DateOnly(2026, 1, 4), ReadRow.Of(row, [])!.From);
    }

    [Fact]
    public void Missing_columns_are_named()
    {
        var bytes = Encoding.UTF8.GetBytes("工号,姓名\r\n1,王芳\r\n");

        Assert.Contains("单位、窗口编号", PeopleFile.Read(bytes).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_a_million_columns_or_of_empty_rows_without_end_is_refused()
    {
        var wide = Encoding.UTF8.GetBytes(Header + new string(',', 1_000_000) + "\r\n");
        var long_ = Encoding.UTF8.GetBytes(Header + "\r\n" + string.Concat(Enumerable.Repeat(",,,,,,,\r\n", 200_001)));

        Assert.Contains("最多 100 列", PeopleFile.Read(wide).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("超过 200000 行", PeopleFile.Read(long_).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_workbook_is_refused_or_read_and_never_a_fault()
    {
        var whole = PeopleTemplate.Make();
        var chance = new Random(20261119);
        for (var i = 0; i < 300; i++)
        {
            var damaged = whole[..(i % 3 == 0 ? chance.Next(2, whole.Length) : whole.Length)];
            for (var hits = chance.Next(1, 20); hits > 0; hits--)
                damaged[chance.Next(2, damaged.Length)] = (byte)chance.Next(256);
            damaged[0] = (byte)'P';

            _ = PeopleFile.Read(damaged);
        }
    }

    [Theory]
    [InlineData("xl/workbook.xml", "<workbook")]
    [InlineData("xl/workbook.xml", "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheets><sheet name='a' sheetId='1'/></sheets></workbook>")]
    [InlineData("anything.txt", "nothing of a workbook")]
    public void An_archive_that_is_no_workbook_is_refused(string name, string content)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = new StreamWriter(archive.CreateEntry(name).Open()))
            entry.Write(content);

        Assert.NotNull(PeopleFile.Read(file.ToArray()).Refusal);
    }

    [Fact]
    public void An_archive_that_unpacks_into_a_flood_is_refused()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Optimal).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 201; i++)
                entry.Write(zeros);
        }

        Assert.Contains("过大", PeopleFile.Read(file.ToArray()).Refusal!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PK not an archive")]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    public void What_is_no_such_file_is_refused_with_a_sentence(string content) =>
        Assert.NotNull(PeopleFile.Read(Encoding.UTF8.GetBytes(content)).Refusal);

    [Fact]
    public void More_rows_than_anybody_needs_are_refused()
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var i = 0; i <= 20_000; i++)
            text.Append("1,王芳,税务局,A1,办税,,工作人员,2026-01-04\n");

        Assert.Contains("最多导入", PeopleFile.Read(Encoding.UTF8.GetBytes(text.ToString())).Refusal!.Text, StringComparison.Ordinal);
    }
}
