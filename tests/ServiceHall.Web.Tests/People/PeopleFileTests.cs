using System.IO.Compression;
using System.Text;
using ServiceHall.Web.People.Import;

namespace ServiceHall.Web.Tests.People;

public sealed class PeopleFileTests
{
    private const string Header = "工号,姓名,单位,窗口编号,窗口名称,大厅编号,岗位,到岗日期";

    static PeopleFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void The_template_reads_back_as_its_example()
    {
        using var file = new MemoryStream(PeopleTemplate.Make());

        var row = PeopleFile.Read(file).Value.Single();

        Assert.Equal(("1001", "王芳", "A01", "负责人", "2026-01-04"), (row.Number, row.Name, row.WindowCode, row.Role, row.From));
        Assert.NotNull(ReadRow.Of(row, []));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    public void A_csv_reads_in_the_encodings_that_people_have(string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(Header + "\r\n0012,王芳,税务局,A1,办税,,工作人员,2026/1/4\r\n\r\n");

        var row = PeopleFile.Read(new MemoryStream(bytes)).Value.Single();

        Assert.Equal(("0012", "王芳", "税务局"), (row.Number, row.Name, row.Unit));
        Assert.Equal(new DateOnly(2026, 1, 4), ReadRow.Of(row, [])!.From);
    }

    [Fact]
    public void Missing_columns_are_named()
    {
        var bytes = Encoding.UTF8.GetBytes("工号,姓名\r\n1,王芳\r\n");

        Assert.Contains("单位、窗口编号", PeopleFile.Read(new MemoryStream(bytes)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_a_million_columns_or_of_empty_rows_without_end_is_refused()
    {
        var wide = Encoding.UTF8.GetBytes(Header + new string(',', 1_000_000) + "\r\n");
        var long_ = Encoding.UTF8.GetBytes(Header + "\r\n" + string.Concat(Enumerable.Repeat(",,,,,,,\r\n", 200_001)));

        Assert.Contains("最多 100 列", PeopleFile.Read(new MemoryStream(wide)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("超过 200000 行", PeopleFile.Read(new MemoryStream(long_)).Refusal!.Text, StringComparison.Ordinal);
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

            _ = PeopleFile.Read(new MemoryStream(damaged));
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
        file.Position = 0;

        Assert.NotNull(PeopleFile.Read(file).Refusal);
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

        file.Position = 0;
        Assert.Contains("过大", PeopleFile.Read(file).Refusal!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PK not an archive")]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    public void What_is_no_such_file_is_refused_with_a_sentence(string content) =>
        Assert.NotNull(PeopleFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(content))).Refusal);

    [Fact]
    public void More_rows_than_anybody_needs_are_refused()
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var i = 0; i <= PeopleFile.GreatestRows; i++)
            text.Append("1,王芳,税务局,A1,办税,,工作人员,2026-01-04\n");

        Assert.Contains("最多导入", PeopleFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()))).Refusal!.Text, StringComparison.Ordinal);
    }
}
