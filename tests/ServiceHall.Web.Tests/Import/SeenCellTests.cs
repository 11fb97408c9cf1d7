using ServiceHall.Web.Import;
using static ServiceHall.Web.Tests.Import.TestWorkbook;

namespace ServiceHall.Web.Tests.Import;

/// <summary>Of a workbook's cell counts what people see in it.</summary>
public sealed class SeenCellTests
{
    [Theory]
    [InlineData("7", ThreeDigits, "007")]
    [InlineData("7", Numbered, "P0007")]
    [InlineData("7", 0, "7")]
    [InlineData("1.5", 0, "1.5")]
    [InlineData("0.30000000000000004", 0, "0.3")]
    [InlineData("13800138000", 0, "13800138000")]
    [InlineData("123", AsText, "123")]
    [InlineData("0.5", Percent, "50%")]
    public void A_number_is_what_its_format_shows(string value, int style, string seen) =>
        Assert.Equal(new Cell(seen), Seen(Number("A1", value, style)));

    [Theory]
    [InlineData(Date, "2026/1/4")]
    [InlineData(ChineseDate, "2026年1月4日")]
    [InlineData(StandardChineseDate, "2026年1月4日")]
    [InlineData(MonthAndDay, "1月4日")]
    public void A_date_is_what_its_form_shows_and_keeps_its_day(int style, string seen) =>
        Assert.Equal(new Cell(seen, Day: new DateOnly(2026, 1, 4)), Seen(Number("A1", "46026", style)));

    [Theory]
    [InlineData("440106199001011000", 0)]
    [InlineData("440106199001011000", AsText)]
    [InlineData("440106199001011000", ThreeDigits)]
    public void An_identity_number_that_was_kept_as_a_number_has_lost_digits_and_says_how_to_mend_the_sheet(
        string value, int style)
    {
        var cell = Seen(Number("A1", value, style));

        Assert.Contains("只保留 15 位", cell.Fault, StringComparison.Ordinal);
        Assert.Contains("设为“文本”格式", cell.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_number_that_shows_as_a_power_of_ten_is_no_number_that_people_see() =>
        Assert.Contains("1.23457E+11", Seen(Number("A1", "123456789012")).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("<c r=\"A1\" t=\"b\"><v>1</v></c>", "TRUE")]
    [InlineData("<c r=\"A1\" t=\"b\"><v>0</v></c>", "FALSE")]
    [InlineData("<c r=\"A1\" t=\"str\"><f>B1&amp;\"局\"</f><v>税务局</v></c>", "税务局")]
    [InlineData("<c r=\"A1\" s=\"3\"><f>3+4</f><v>7</v></c>", "007")]
    public void A_truth_value_is_its_word_and_a_formula_its_last_result(string markup, string seen) =>
        Assert.Equal(new Cell(seen), Seen(markup));

    [Theory]
    [InlineData("<c r=\"A1\" t=\"e\"><v>#REF!</v></c>", "#REF!")]
    [InlineData("<c r=\"A1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!")]
    public void A_formula_that_failed_is_a_fault_of_its_cell(string markup, string seen) =>
        Assert.Contains($"结果是 {seen}", Seen(markup).Fault, StringComparison.Ordinal);

    [Fact]
    public void A_text_beyond_all_measure_is_not_cut_but_told() =>
        Assert.Contains("超过 200 个字", Seen(Text("A1", new string('长', 201))).Fault, StringComparison.Ordinal);

    private static Cell Seen(string cell) =>
        ReadSheets.Of(new TestWorkbook().Sheet("表", RowOf(1, cell)).Bytes()).Value.Sheets.Single().Rows.Single().At(0);
}
