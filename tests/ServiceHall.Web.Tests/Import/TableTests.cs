using System.Text;
using ServiceHall.Web.Import;
using static ServiceHall.Web.Tests.Import.TestWorkbook;

namespace ServiceHall.Web.Tests.Import;

/// <summary>Which sheet, which line and which columns of a file are read.</summary>
public sealed class TableTests
{
    private static readonly TableColumn Number = new("工号", true), Name = new("姓名", true, "名字"),
        Code = new("窗口编号", true), Window = new("窗口名称", false);
    private static readonly TableColumn[] Columns = [Number, Name, Code, Window];

    [Fact]
    public void A_hidden_sheet_is_never_read_and_named()
    {
        var file = new TestWorkbook()
            .Sheet("旧表", Row(1, "工号", "姓名", "窗口编号") + Row(2, "9", "隐表旧人", "A1"), state: "hidden")
            .Sheet("更旧", Row(1, "工号", "姓名", "窗口编号") + Row(2, "8", "隐表旧人", "A1"), state: "veryHidden")
            .Sheet("新表", Row(1, "工号", "姓名", "窗口编号") + Row(2, "1", "王芳", "A1"));

        var table = Read(file);

        Assert.Equal(("新表", "王芳"), (table.Sheet, Assert.Single(table.Rows)["姓名"].Text));
        Assert.Equal(["隐藏的工作表不读取：旧表、更旧。"], table.Notes);
        Assert.Contains("都是隐藏的（旧表）", Refused(new TestWorkbook().Sheet("旧表", Row(1, "工号"), state: "hidden")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_sheets_the_one_with_the_headings_is_proposed_and_another_can_be_chosen()
    {
        var file = new TestWorkbook().Sheet("说明", Row(1, "工号", "填写员工编号"))
            .Sheet("甲", Row(1, "工号", "姓名", "窗口编号") + Row(2, "1", "王芳", "A1"))
                .Sheet("乙", Row(1, "工号", "姓名", "窗口编号") + Row(2, "2", "李强", "A1"));

        Assert.Equal(("甲", "1"), (Read(file).Sheet, Read(file).Rows[0]["工号"].Text));
        Assert.Equal("其他工作表没有读取：说明、乙。", Read(file).Notes.Single());
        Assert.Equal(("乙", "2"), (Read(file, "乙").Sheet, Read(file, "乙").Rows[0]["工号"].Text));
        Assert.Equal(["说明", "甲", "乙"], Read(file).Sheets);
    }

    [Fact]
    public void Two_columns_with_one_heading_are_refused_with_their_letters()
    {
        var file = new TestWorkbook()
            .Sheet("表", Row(1, "工号", "姓名", "窗口编号", "", "名字（新）") + Row(2, "1", "重甲", "A1", "", "重乙"));

        Assert.Contains("有 2 列都是“姓名”：B 列 和 E 列", Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_in_two_lines_are_found_below_a_title_in_any_order_and_other_columns_are_named()
    {
        var rows = Row(1, "2026 年窗口人员表") + Row(3, "姓 名*", "窗口", "", "工号：", "联系电话")
            + Row(4, "", "名称", "编号") + Row(5, "王芳", "办税", "A1", "001", "123");

        foreach (var merged in new string[][] { ["A1:E1", "A3:A4", "B3:C3", "D3:D4", "E3:E4"], [] })
        {
            var table = Read(new TestWorkbook().Sheet("表", rows, merged: merged));

            var row = Assert.Single(table.Rows);
            Assert.Equal((5, "王芳", "办税", "A1", "001"),
                (row.Line, row["姓名"].Text, row["窗口名称"].Text, row["窗口编号"].Text, row["工号"].Text));
            Assert.Equal(merged.Length == 0 ? [] : ["没有用到的列：E 列“联系电话”。"], table.Notes);
        }
    }

    [Fact]
    public void Cells_merged_over_several_rows_are_in_each_of_them()
    {
        var file = new TestWorkbook()
            .Sheet("表", Row(1, "窗口编号", "工号", "姓名") + Row(2, "A1", "1", "王芳") + Row(3, "", "2", "李强")
            + Row(4, "", "3", "张伟"), merged: "A2:A3");

        Assert.Equal(["A1", "A1", ""], Read(file).Rows.Select(row => row["窗口编号"].Text));
    }

    [Fact]
    public void A_hidden_column_is_not_read_and_a_hidden_row_is_marked()
    {
        var rows = Row(1, "工号", "姓名", "窗口编号", "窗口名称") + Row(2, "1", "王芳", "A1", "办税")
            .Replace("<row ", "<row hidden=\"1\" ", StringComparison.Ordinal);
        var hidden = "<cols><col min=\"4\" max=\"4\" width=\"9\" hidden=\"1\"/></cols>";

        var table = Read(new TestWorkbook().Sheet("表", rows, columns: hidden));

        Assert.Equal("隐藏的列不读取：D 列“窗口名称”。", table.Notes.Single());
        Assert.True(Assert.Single(table.Rows).IsHidden);
        Assert.Equal("", table.Rows[0]["窗口名称"].Text);
        Assert.Contains("D 列“窗口编号”是隐藏的，取消隐藏",
            Refused(new TestWorkbook().Sheet("表", Row(1, "工号", "姓名", "", "窗口编号"), columns: hidden)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_was_printed_on_several_pages_repeats_its_headings()
    {
        var table = Table.Read(Encoding.UTF8.GetBytes("工号,姓名,窗口编号\n1,王芳,A1\n工号,姓名,窗口编号\n2,李强,A1\n"), Columns).Value;

        Assert.Equal([2, 4], table.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("gb2312", false)]
    [InlineData("GB18030", false)]
    public void A_plain_table_reads_in_every_encoding_that_people_have(string name, bool isMarked)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. isMarked ? encoding.GetPreamble() : [],
            .. encoding.GetBytes("工号\t姓名\t窗口编号\r\n0012\t王芳\tA1\r\n")];

        var row = Assert.Single(Table.Read(bytes, Columns).Value.Rows);

        Assert.Equal(("0012", "王芳", "A1"), (row["工号"].Text, row["姓名"].Text, row["窗口编号"].Text));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Unmarked_it_also_reads_with_characters_whose_code_ends_in_zeros(string name)
    {
        // 一 is U+4E00, 吀 U+5400, 文 U+6587.
        var bytes = Encoding.GetEncoding(name).GetBytes("工号,姓名,窗口编号\r\n1,一一,一\r\n2,王一一,吀一\r\n");

        var rows = Table.Read(bytes, Columns).Value.Rows;

        Assert.Equal(["一一", "王一一"], rows.Select(row => row["姓名"].Text));
        Assert.Equal(["一", "吀一"], rows.Select(row => row["窗口编号"].Text));
    }

    [Fact]
    public void What_is_no_text_is_refused_also_with_zeros_on_both_sides() =>
        Assert.NotNull(Table.Read([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48], Columns).Refusal);

    private static Table Read(TestWorkbook file, string? sheet = null) => Table.Read(file.Bytes(), Columns, sheet)
        .Value;

    private static string Refused(TestWorkbook file) => Table.Read(file.Bytes(), Columns).Refusal!.Text;
}
