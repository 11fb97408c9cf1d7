using ServiceHall.Rules.Calendar;

namespace ServiceHall.Rules.Tests.Calendar;

public class OfficialHolidaysTests
{
    private static readonly OfficialHolidays Announced = OfficialHolidays.BuiltIn;

    [Fact]
    public void The_years_2024_to_2026_are_announced_and_2027_is_not()
    {
        Assert.Equal([2024, 2025, 2026], Announced.Years);
        Assert.True(Announced.IsAnnounced(2026));
        Assert.False(Announced.IsAnnounced(2027));
        Assert.Null(Announced.Year(2027));
    }

    [Theory]
    [InlineData("2026-09-30", OfficialDayKind.Ordinary, "")]
    [InlineData("2026-10-01", OfficialDayKind.Off, "国庆节")]
    [InlineData("2026-10-07", OfficialDayKind.Off, "国庆节")]
    [InlineData("2026-10-08", OfficialDayKind.Ordinary, "")]
    [InlineData("2026-10-10", OfficialDayKind.Work, "国庆节")]
    [InlineData("2026-09-20", OfficialDayKind.Work, "国庆节")]
    [InlineData("2025-10-06", OfficialDayKind.Off, "中秋")]
    [InlineData("2026-12-31", OfficialDayKind.Ordinary, "")]
    [InlineData("2027-01-01", OfficialDayKind.NotAnnounced, "")]
    [InlineData("2023-12-31", OfficialDayKind.NotAnnounced, "")]
    public void A_date_is_what_its_notice_says_and_never_a_guess(string date, OfficialDayKind kind, string name)
    {
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(new OfficialDay(day, name, kind), Announced.On(day));
    }

    [Theory]
    [InlineData(2024, 28, 8)]
    [InlineData(2025, 28, 5)]
    [InlineData(2026, 33, 6)]
    public void Every_year_names_its_notice_and_its_days_in_order(int year, int off, int work)
    {
        var notice = Announced.Year(year)!;

        Assert.Equal($"国务院办公厅关于{year}年部分节假日安排的通知", notice.Notice);
        Assert.Equal(notice.Days.OrderBy(day => day.Date), notice.Days);
        Assert.Equal(off, notice.Days.Count(day => day.Kind == OfficialDayKind.Off));
        Assert.Equal(work, notice.Days.Count(day => day.Kind == OfficialDayKind.Work));
    }

    [Fact]
    public void Make_up_workdays_are_weekend_days()
    {
        var work = Announced.Years.SelectMany(year => Announced.Year(year)!.Days)
            .Where(day => day.Kind == OfficialDayKind.Work);

        Assert.All(work, day => Assert.True(day.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, $"{day}"));
    }

    [Fact]
    public void A_holiday_cn_file_is_read_as_it_is_and_its_New_Year_may_begin_in_the_old_year()
    {
        const string File = """
            {
              "$schema": "https://example.invalid/schema.json",
              "year": 2023,
              "papers": ["https://example.invalid/notice"],
              "days": [
                { "name": "元旦", "date": "2022-12-31", "isOffDay": true },
                { "name": "元旦", "date": "2023-01-01", "isOffDay": true },
                { "name": "春节", "date": "2023-01-28", "isOffDay": false }
              ]
            }
            """;

        var read = OfficialHolidays.Read(File, "2023.json");

        Assert.Equal([2023], read.Years);
        Assert.Equal("https://example.invalid/notice", read.Year(2023)!.Notice);
        Assert.Equal(OfficialDayKind.Off, read.On(new DateOnly(2022, 12, 31)).Kind);
        Assert.Equal(OfficialDayKind.NotAnnounced, read.On(new DateOnly(2022, 12, 30)).Kind);
        Assert.Equal(OfficialDayKind.Work, read.On(new DateOnly(2023, 1, 28)).Kind);
    }

    [Fact]
    public void A_file_without_a_year_is_for_the_year_of_its_last_day()
    {
        var read = OfficialHolidays.Read("""{"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}""", "f");

        Assert.Equal([2027], read.Years);
    }

    [Theory]
    [InlineData("days: [{ name: 元旦, date: 2027-1-1, isOffDay: true }]", "f:1: date 写作“2027-1-1”")]
    [InlineData("days: [{ name: 元旦, date: 2027-01-01, isOffDay: yes }]", "f:1: isOffDay 写作“yes”")]
    [InlineData("days: [{ date: 2027-01-01, isOffDay: true }]", "f:1: 缺少 name")]
    [InlineData("year: 20xx\ndays: [{ name: 元旦, date: 2027-01-01, isOffDay: true }]", "f:1: 年份写作“20xx”")]
    [InlineData("year: 2029\ndays:\n- { name: 元旦, date: 2027-01-01, isOffDay: true }", "f:3: 2027-01-01 不属于 2029")]
    [InlineData(
        "days:\n- { name: 元旦, date: 2027-01-01, isOffDay: true }\n- { name: 元旦, date: 2027-01-01, isOffDay: false }",
        "2027-01-01 出现了两次")]
    [InlineData(
        "years:\n  2027: { days: [{ name: 元旦, date: 2027-01-01, isOffDay: true }] }\n  02027: { days: [{ name: 元旦, date: 2027-01-02, isOffDay: true }] }",
        "2027 年出现了两次")]
    [InlineData("days: []", "f:1: 缺少 days")]
    [InlineData("years: {}", "f:1: 缺少 years")]
    [InlineData("years:\n  2027: 元旦", "f:2: 此处应当是")]
    [InlineData("- 2027-01-01", "f:1: 此处应当是")]
    [InlineData("days: [", "f:2: 不是有效的 YAML")]
    [InlineData("", "f: 应当只有一份内容，实际有 0 份")]
    public void A_wrong_file_is_refused_with_its_line_and_what_would_be_right(string text, string message)
    {
        var wrong = Assert.Throws<FormatException>(() => OfficialHolidays.Read(text, "f"));

        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }
}
