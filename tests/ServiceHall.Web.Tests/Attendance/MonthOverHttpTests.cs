using System.Net;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using ExcelDataReader;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;
using PostRole = ServiceHall.Rules.People.PostRole;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class MonthOverHttpTests(WebHall hall) : IClassFixture<WebHall>
{
    private const string November = "month=2026-11";

    // The reader wants the code pages of old workbooks, also for a new one.
    static MonthOverHttpTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("month.xlsx", MonthWorkbook.ContentType, "考勤.xlsx")]
    [InlineData("month.docx", MonthSheet.ContentType, "考勤表.docx")]
    public async Task The_section_takes_the_month_as_a_file_that_nobody_on_the_way_keeps(string file, string type, string name)
    {
        using var desk = await hall.SignedIn($"MF-{file}", roles: HallRole.Section);

        using var answer = await desk.GetAsync($"/desk/attendance/{file}?{November}");

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("2026 年 11 月" + name, answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("month.xlsx")]
    [InlineData("month.docx")]
    [InlineData("month/print")]
    [InlineData("month")]
    public async Task A_clerk_gets_403_with_a_page_that_says_so_and_whoever_is_not_signed_in_is_sent_to_sign_in(string page)
    {
        using var clerk = await Clerk($"MC-{page}", await hall.People.Window($"MC-{page}"));

        using var refused = await clerk.GetAsync($"/desk/attendance/{page}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("没有权限", Text(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var unknown = await hall.Browser().GetAsync($"/desk/attendance/{page}");
        Assert.Equal(HttpStatusCode.Redirect, unknown.StatusCode);
        Assert.Contains("sign-in", unknown.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_windows_leader_gets_the_own_window_whatever_the_address_asks_for()
    {
        var (own, other) = (await hall.People.Window("MW-own"), await hall.People.Window("MW-other"));
        await hall.People.Posted("MW-theirs", other);
        using var leader = await Clerk("MW-leader", own, PostRole.Leader);

        Assert.Equal(["MW-leader"], Numbers(await leader.GetByteArrayAsync($"/desk/attendance/month.xlsx?{November}")));
        Assert.Empty(Numbers(await leader.GetByteArrayAsync($"/desk/attendance/month.xlsx?{November}&window={other.Id}")));
        var print = Text(await leader.GetStringAsync($"/desk/attendance/month/print?{November}&unit={other.UnitId}"));
        Assert.Contains("没有考勤记录", print, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_sheet_has_a_page_for_each_unit_with_lines_to_sign_and_is_on_record()
    {
        var window = await hall.People.Window("MP-one");
        await hall.People.Posted("MP-clerk", window);
        using var desk = await hall.SignedIn("MP-section", roles: HallRole.Section);

        var page = Text(await desk.GetStringAsync($"/desk/attendance/month/print?{November}&unit={window.UnitId}"));

        Assert.Contains("单位：单位MP-one", page, StringComparison.Ordinal);
        Assert.Contains("人数：1", page, StringComparison.Ordinal);
        Assert.Contains("制表：", page, StringComparison.Ordinal);
        Assert.Contains("单位签章：", page, StringComparison.Ordinal);
        Assert.Contains("size: A4 landscape", await desk.GetStringAsync("/month-print.css"), StringComparison.Ordinal);
        Assert.Contains(await hall.People.AuditRecords(), record => record.Action == "attendance.month.export" && record.Detail == "print, 1 rows");
    }

    [Fact]
    public async Task A_sheet_to_sign_names_everybody_of_the_unit_also_where_the_grid_shows_only_some()
    {
        var window = await hall.People.Window("MS-one");
        await hall.People.Posted("MS-first", window);
        await hall.People.Posted("MS-second", window);
        using var desk = await hall.SignedIn("MS-section", roles: HallRole.Section);
        var filtered = $"{November}&unit={window.UnitId}&state=late&q=first";

        Assert.Contains("人数：2", Text(await desk.GetStringAsync($"/desk/attendance/month/print?{filtered}")), StringComparison.Ordinal);
        using var sheet = WordprocessingDocument.Open(new MemoryStream(await desk.GetByteArrayAsync($"/desk/attendance/month.docx?{filtered}")), false);
        Assert.Contains("人数：2", sheet.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
        Assert.Empty(Numbers(await desk.GetByteArrayAsync($"/desk/attendance/month.xlsx?{filtered}")));
    }

    [Fact]
    public async Task More_than_can_be_put_on_paper_is_refused_with_a_sentence_and_the_workbook_still_has_all()
    {
        var (large, small) = (await hall.People.Window("ML-large"), await hall.People.Window("ML-small"));
        await hall.People.Posted("ML-one", small);
        await using (var db = await hall.People.Factory.CreateDbContextAsync())
        {
            db.AddRange(Enumerable.Range(0, ShowMonth.MostOnPaper + 1).Select(number => new Posting
            {
                Staff = new StaffMember { Number = $"ML-{number:0000}", Name = "众" }, WindowId = large.Id, From = new(2026, 1, 1),
            }));
            await db.SaveChangesAsync();
        }

        using var desk = await hall.SignedIn("ML-section", roles: HallRole.Section);

        using var refused = await desk.GetAsync($"/desk/attendance/month.docx?{November}&window={large.Id}");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("请先选择单位或窗口", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var print = Text(await desk.GetStringAsync($"/desk/attendance/month/print?{November}"));
        Assert.Contains("请先选择单位或窗口", print, StringComparison.Ordinal);
        Assert.DoesNotContain("制表：", print, StringComparison.Ordinal);
        Assert.Equal(ShowMonth.MostOnPaper + 1, Numbers(await desk.GetByteArrayAsync($"/desk/attendance/month.xlsx?{November}&window={large.Id}")).Count);
        Assert.Contains("人数：1", Text(await desk.GetStringAsync($"/desk/attendance/month/print?{November}&window={small.Id}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_phone_a_clerk_sees_the_own_month_and_what_a_tapped_half_day_rests_on()
    {
        using var phone = await Clerk("MM-clerk", await hall.People.Window("MM-one"), page: "/m/sign-in");
        await hall.People.Posted("MM-other", await hall.People.Window("MM-two"));
        await using (var db = await hall.People.Factory.CreateDbContextAsync())
        {
            var (clerk, window) = (db.Staff.Single(staff => staff.Number == "MM-clerk").Id, db.Windows.Single(window => window.Code == "MM-one").Id);
            var morning = (Day: new DateOnly(2026, 11, 18), Part: Rules.Calendar.DayPart.Morning);
            db.Add(new SessionResult
            {
                StaffId = clerk, WindowId = window, Day = morning.Day, Part = morning.Part, Presence = Rules.Attendance.Presence.Present, Status = "late", LateMinutes = 15,
                Edition = "test", Clause = "考勤 一(三)", Sentence = "应签到 08:30，实际 08:45，迟到 15 分钟。", ComputedAt = hall.People.Clock.GetUtcNow(),
            });
            var reference = Explanation.ReferenceOf(morning.Day, morning.Part, Rules.Attendance.PunchAction.In);
            db.Add(new Explanation
            {
                StaffId = clerk, Day = morning.Day, Part = morning.Part, Action = Rules.Attendance.PunchAction.In, Reference = reference,
                Fault = "迟到 15 分钟", Text = "公交车故障", SubmittedAt = hall.People.Clock.GetUtcNow(),
            });
            db.Add(new LedgerEntry
            {
                StaffId = clerk, WindowId = window, Code = "K1.1a", Points = -1, Day = morning.Day, Quarter = "2026Q4", Source = Rules.Scoring.EntrySource.Attendance,
                Reference = reference, Turn = 1, BookedAt = hall.People.Clock.GetUtcNow(), Edition = "test", Clause = "考核 一(一)1(1)", Sentence = "迟到。",
            });
            await db.SaveChangesAsync();
        }

        var page = Text(await phone.GetStringAsync($"/m/month?{November}&at=2026-11-18/am"));

        Assert.Contains("18 日上午，迟到", page, StringComparison.Ordinal);
        Assert.Contains("应签到 08:30，实际 08:45", page, StringComparison.Ordinal);
        Assert.Contains("上午签到的情况说明：待科室处理", page, StringComparison.Ordinal);
        Assert.Contains("公交车故障", page, StringComparison.Ordinal);
        Assert.Contains("冻结：情况说明待科室处理，暂不计分", page, StringComparison.Ordinal);
        Assert.Contains("K1.1a 迟到、早退：本月 1 次已交情况说明，-1 分冻结，暂不计。", page, StringComparison.Ordinal);
        Assert.DoesNotContain("MM-other", page, StringComparison.Ordinal);
        Assert.Contains("2026 年 11 月", Text(await phone.GetStringAsync("/m/month?month=never&at=never")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_posted_nowhere_reads_so_and_nobody_sees_a_month_unsigned()
    {
        using var phone = await hall.SignedIn("MN-nobody", "/m/sign-in");

        Assert.Contains("没有在岗任职", Text(await phone.GetStringAsync("/m/month")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await hall.Browser().GetAsync("/m/month")).StatusCode);
    }

    private async Task<HttpClient> Clerk(string number, Window window, PostRole role = PostRole.Staff, string page = "/sign-in")
    {
        var browser = await hall.SignedIn(number, page);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        db.Add(new Posting { StaffId = db.Staff.Single(staff => staff.Number == number).Id, WindowId = window.Id, Role = role, From = new(2026, 1, 1) });
        await db.SaveChangesAsync();
        return browser;
    }

    // The staff numbers of a workbook, below its three lines of head.
    private static List<string> Numbers(byte[] file)
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(file));
        var numbers = new List<string>();
        for (var row = 0; reader.Read(); row++)
        {
            if (row > 2)
                numbers.Add($"{reader.GetValue(3)}");
        }

        return numbers;
    }

    private static string Text(string page) => WebUtility.HtmlDecode(page);
}
