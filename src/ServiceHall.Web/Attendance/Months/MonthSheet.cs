using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>
/// The monthly sheet of each unit (月考勤表, 考勤 一(五)) as a document on A4 landscape: one section for each unit with
/// its own page numbers, a table of people by days, sums, the legend, and lines to sign.
/// </summary>
internal static class MonthSheet
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The sums at the end of a row.</summary>
    public static IReadOnlyList<string> Sums { get; } = ["到岗", "迟到", "早退", "缺勤", "旷工", "请假", "满勤"];

    // Twentieths of a point: A4 landscape, its margins, and the columns of the table.
    private const int Wide = 16838, High = 11906, Margin = 567, Inside = Wide - (2 * Margin);
    private const int NumberColumn = 400, NameColumn = 900, SumColumn = 460, LeaveColumn = 1100;
    private const string Title = "36", Text = "21", Small = "16", Letter = "17", Pair = "14", Tiny = "12";

    /// <summary>The document's bytes.</summary>
    public static byte[] Make(MonthGrid grid)
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            var units = grid.Rows.GroupBy(row => row.Window.Unit).ToList();
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = new Footer(new Paragraph(
            [
                new ParagraphProperties(new Justification { Val = JustificationValues.Center }),
                Run("第 ", Small), Field("PAGE"), Run(" 页", Small), .. PagesInAll(units.Count),
            ]));
            var body = new Body();
            for (var unit = 0; unit < units.Count; unit++)
            {
                var section = Section(main.GetIdOfPart(footer));
                body.Append(Unit(units[unit].Key, [.. units[unit]], grid));
                // The last section's properties end the document, those of the others stand in their last paragraph.
                body.AppendChild<OpenXmlElement>(unit == units.Count - 1 ? section : new Paragraph(new ParagraphProperties(new SpacingBetweenLines { After = "0", Line = "20", LineRule = LineSpacingRuleValues.Exact }, section)));
            }

            if (units.Count == 0)
                body.Append(Line($"{grid.Month.Chinese()}没有考勤记录。", Text, "仿宋"), Section(main.GetIdOfPart(footer)));
            main.Document = new Document(body);
        }

        return file.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Unit(string unit, IReadOnlyList<MonthRow> rows, MonthGrid grid)
    {
        yield return Line("月考勤表", Title, "黑体", JustificationValues.Center);
        yield return Line($"单位：{unit}　　　　月份：{grid.Title}　　　　人数：{rows.Select(row => row.StaffId).Distinct().Count()}", Text, "仿宋");
        yield return Table(rows, grid);
        yield return Line(LegendOf(grid), Small, "仿宋", spaceBefore: "80");
        yield return Line("制表：＿＿＿＿＿＿＿＿　　　　审核：＿＿＿＿＿＿＿＿　　　　单位签章：＿＿＿＿＿＿＿＿＿＿　　　　　　　　年　　月　　日", Text, "仿宋", spaceBefore: "240");
    }

    /// <summary>The legend in a line, as the printed page has it too.</summary>
    public static string LegendOf(MonthGrid grid) =>
        "说明：每格上为上午、下为下午。" + string.Join("　", grid.Letters.Legend.Select(state => $"{grid.Letters.Letter(state)} {grid.Letters.Title(state)}"))
        + "。到岗、缺勤、旷工、请假以天计，迟到、早退以次计，未签退计入早退。";

    private static Table Table(IReadOnlyList<MonthRow> rows, MonthGrid grid)
    {
        var day = (Inside - NumberColumn - NameColumn - LeaveColumn - (SumColumn * (Sums.Count - 1))) / grid.Days.Count;
        int[] widths = [NumberColumn, NameColumn, .. grid.Days.Select(_ => day), .. Sums.Select(sum => sum == "请假" ? LeaveColumn : SumColumn)];
        var head = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()));
        string[] names = ["序", "姓名", .. grid.Days.Select(one => one.Day.Day.ToString(CultureInfo.InvariantCulture)), .. Sums];
        for (var column = 0; column < names.Length; column++)
        {
            var of = column - 2 < grid.Days.Count && column >= 2 ? grid.Days[column - 2] : null;
            head.AppendChild(Cell(widths[column], of is null || of.Works ? null : MonthColours.Of("off").Paper, of is null ? [Words(names[column], Small, "黑体")] : [Words(names[column], Letter, "黑体"), Words($"{of.Mark}", Tiny, "黑体")]));
        }

        var table = new Table(
            new TableProperties(
                new TableWidth { Width = $"{Inside}", Type = TableWidthUnitValues.Dxa },
                new TableBorders(Thin<TopBorder>(), Thin<LeftBorder>(), Thin<BottomBorder>(), Thin<RightBorder>(), Thin<InsideHorizontalBorder>(), Thin<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(width => new GridColumn { Width = $"{width}" })), head);
        for (var number = 0; number < rows.Count; number++)
            table.AppendChild(Person(number + 1, rows[number], grid, widths));
        return table;
    }

    private static TableRow Person(int number, MonthRow row, MonthGrid grid, int[] widths)
    {
        var line = new TableRow(
            new TableRowProperties(new CantSplit()), Cell(widths[0], null, [Words($"{number}", Small, "仿宋")]), Cell(widths[1], null, [Words(row.Name, Letter, "仿宋"), Words(row.Window.Code, Tiny, "仿宋")]));
        for (var day = 0; day < grid.Days.Count; day++)
        {
            var (morning, afternoon) = (row.HalfDays[2 * day], row.HalfDays[(2 * day) + 1]);
            line.AppendChild(Cell(widths[2 + day], grid.Days[day].Works ? null : MonthColours.Of("off").Paper, [State(morning, grid), State(afternoon, grid)]));
        }

        foreach (var (sum, place) in SumsOf(row, grid).Select((sum, place) => (sum, place)))
            line.AppendChild(Cell(widths[2 + grid.Days.Count + place], null, [Words(sum, Small, "仿宋")]));
        return line;
    }

    /// <summary>A row's sums, in the order of <see cref="Sums"/>.</summary>
    public static IEnumerable<string> SumsOf(MonthRow row, MonthGrid grid) =>
    [
        MonthSums.Days(row.Sums.Present), MonthMarkup.Some(row.Sums.Late), MonthMarkup.Some(row.Sums.Early), MonthMarkup.SomeDays(row.Sums.Absent),
        MonthMarkup.SomeDays(row.Sums.Truant), MonthMarkup.Leave(row, grid.Letters), row.Sums.IsFull ? "√" : "",
    ];

    private static Paragraph State(HalfDay state, MonthGrid grid)
    {
        var letter = grid.Letters.Letter(state);
        var words = Words(letter, Cut.Count(letter) > 1 ? Pair : Letter, "仿宋");
        if (letter.Length > 0 && state is not (HalfDay.Off or HalfDay.Present))
        {
            var (paper, text) = MonthColours.Of(MonthLetters.Class(state));
            words.ParagraphProperties!.Shading = new Shading { Val = ShadingPatternValues.Clear, Fill = paper, Color = "auto" };
            words.GetFirstChild<Run>()!.RunProperties!.Color = new Color { Val = text };
        }

        return words;
    }

    private static TableCell Cell(int width, string? paper, IEnumerable<Paragraph> lines)
    {
        var properties = new TableCellProperties(new TableCellWidth { Width = $"{width}", Type = TableWidthUnitValues.Dxa });
        if (paper is not null)
            properties.AppendChild(new Shading { Val = ShadingPatternValues.Clear, Fill = paper, Color = "auto" });
        properties.AppendChild(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
        return new TableCell([properties, .. lines]);
    }

    private static Paragraph Words(string text, string size, string font) => new(
        new ParagraphProperties(new SpacingBetweenLines { Before = "0", After = "0" }, new Justification { Val = JustificationValues.Center }), Run(text, size, font));

    private static Paragraph Line(string text, string size, string font, JustificationValues? align = null, string spaceBefore = "0") => new(
        new ParagraphProperties(new SpacingBetweenLines { Before = spaceBefore, After = "80" }, new Justification { Val = align ?? JustificationValues.Left }), Run(text, size, font));

    private static Run Run(string text, string size, string font = "仿宋") => new(
        new RunProperties(new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = font }, new FontSize { Val = size }), new Text(Outgoing.Xml(text)) { Space = SpaceProcessingModeValues.Preserve });

    // Only a document of one unit can say how many pages there are: the numbers begin anew with each unit.
    private static IEnumerable<OpenXmlElement> PagesInAll(int units) => units > 1 ? [] : [Run("，共 ", Small), Field("NUMPAGES"), Run(" 页", Small)];

    private static SimpleField Field(string instruction) => new(Run("1", Small)) { Instruction = instruction };

    private static SectionProperties Section(string footer) => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = footer }, new SectionType { Val = SectionMarkValues.NextPage },
        new PageSize { Width = Wide, Height = High, Orient = PageOrientationValues.Landscape },
        new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = Margin / 2, Footer = Margin / 2 },
        new PageNumberType { Start = 1 });

    private static T Thin<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Color = "000000" };
}
