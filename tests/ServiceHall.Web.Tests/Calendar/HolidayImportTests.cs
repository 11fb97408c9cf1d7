using System.Text;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Calendar.Holidays;
using ServiceHall.Web.Import;
using ServiceHall.Web.Tests.LongWork;

namespace ServiceHall.Web.Tests.Calendar;

/// <summary>The import of a year's notice: previewed day by day, ticked where something is missing, signed by a
/// second person.</summary>
public sealed class HolidayImportTests(TestHall hall) : IClassFixture<TestHall>
{
    private const string Why = "通知有误";

    private const string Whole = """
        {"name":"元旦","date":"YEAR-01-01","isOffDay":true},{"name":"春节","date":"YEAR-02-06","isOffDay":true},{"name":"春节","date":"YEAR-02-14","isOffDay":false},
        {"name":"清明节","date":"YEAR-04-05","isOffDay":true},{"name":"劳动节","date":"YEAR-05-01","isOffDay":true},{"name":"端午节","date":"YEAR-06-09","isOffDay":true},
        {"name":"国庆节、中秋节","date":"YEAR-10-01","isOffDay":true}
        """;

    [Fact]
    public async Task A_file_with_one_day_says_what_is_missing_of_the_year_and_is_not_taken_without_each_tick()
    {
        var section = await hall.Person("HI1", HallRole.Section);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        // As programs in China write it.
        var file = HolidayNotice.File("2041.json", """{"year":2041,"days":[{"name":"元旦","date":"2041-01-01","isOffDay":true}]}""", Encoding.GetEncoding("GB18030"));

        var plan = (await hall.Get<ImportHolidays>().Preview(section, file, default)).Value;

        Assert.Equal([new HolidayChange(new(2041, 1, 1), "工作日", "放假（元旦）")], plan.Changes);
        Assert.Equal(["春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"],
            plan.Dangers.Select(danger => danger.Key["missing:".Length..]));
        var all = plan.Dangers.Select(danger => danger.Key).ToList();
        Assert.Contains("没有春节放假", (await Run([])).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("没有国庆节放假", (await Run(all.SkipLast(1))).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await Run(all)).Refusal);

        Task<Answer<int>> Run(IEnumerable<string> ticks) => hall.Get<ImportHolidays>()
            .Run(section, file, plan.Fingerprint(), ticks.ToHashSet(), default);
    }

    [Fact]
    public async Task A_whole_notice_needs_no_tick_and_holds_once_a_second_person_has_signed()
    {
        var (section, head) = (await hall.Person("HI2", HallRole.Section),
            await hall.Person("HI2b", HallRole.SectionHead));
        var id = (await hall.Get<ImportHolidays>()
            .Run(section, Notice(2042), (await Plan(section, Notice(2042))).Fingerprint(), new HashSet<string>(),
            default)).Value;
        Assert.False((await Days()).IsAnnounced(2042));

        Assert.Equal(RefusalKind.NotAllowed, (await hall.SignNotice(section, id)).Refusal!.Kind);
        Assert.Equal(2042, (await hall.SignNotice(head, id)).Value.Year);

        Assert.Equal((DayKind.MakeUp, "春节"), (await Days()).On(new(2042, 2, 14)));
        Assert.Equal(RefusalKind.Conflict, (await hall.Get<SignHolidays>().Sign(head, id, "", default)).Refusal!.Kind);
        var record = (await hall.Get<ListImports>().Run(head, 1, default)).Value.Rows.Single(row => row.Id == id);
        Assert.Equal((ImportState.Done, section.StaffId, (int?)head.StaffId, "2042.json"),
            (record.State, record.ImporterId, record.SignedById, record.FileName));
    }

    [Fact]
    public async Task What_a_corrected_file_no_longer_has_takes_a_tick_for_each_day()
    {
        var (section, head) = (await hall.Person("HI3", HallRole.Section),
            await hall.Person("HI3b", HallRole.SectionHead));
        Assert.Null((await hall.TakeNotice(section, head, "2043.json", Content(2043))).Refusal);

        var plan = await Plan(section,
            HolidayNotice.File("2043.json", Content(2043)
            .Replace("2043-06-09", "2043-06-10", StringComparison.Ordinal)));

        Assert.Equal("2043-06-09 原为放假（端午节），将变为工作日", Assert.Single(plan.Dangers).Text);
        Assert.Equal(["06-09 工作日", "06-10 放假（端午节）"],
            plan.Changes.Select(change => $"{change.Day:MM-dd} {change.After}"));
    }

    [Fact]
    public async Task A_notice_is_taken_back_to_what_was_before()
    {
        var (section, head) = (await hall.Person("HI4", HallRole.Section),
            await hall.Person("HI4b", HallRole.SectionHead));
        var first = await Taken(Content(2044));
        var second = await Taken(Content(2044).Replace("2044-06-09", "2044-06-10", StringComparison.Ordinal));

        Assert.Contains("请先撤回后一次", (await hall.Get<TakeBackImport>().Run(head, first, Why, default)).Refusal!.Text,
            StringComparison.Ordinal);
        Assert.Null((await hall.Get<TakeBackImport>().Run(head, second, Why, default)).Refusal);
        Assert.Equal(DayKind.Holiday, (await Days()).On(new(2044, 6, 9)).Kind);
        Assert.Null((await hall.Get<TakeBackImport>().Run(head, first, Why, default)).Refusal);
        Assert.False((await Days()).IsAnnounced(2044));

        async Task<int> Taken(string content)
        {
            var id = (await hall.Propose(section, HolidayNotice.File("2044.json", content))).Value;
            Assert.Null((await hall.SignNotice(head, id)).Refusal);
            return id;
        }
    }

    [Fact]
    public async Task One_clerk_of_the_section_does_not_undo_alone_what_two_have_signed()
    {
        var (section, head) = (await hall.Person("HI6", HallRole.Section),
            await hall.Person("HI6b", HallRole.SectionHead));
        var id = (await hall.Propose(section, Notice(2046))).Value;
        Assert.Null((await hall.SignNotice(head, id)).Refusal);

        var refused = await hall.Get<TakeBackImport>().Run(section, id, Why, default);

        Assert.Equal(RefusalKind.NotAllowed, refused.Refusal?.Kind);
        Assert.True((await Days()).IsAnnounced(2046));
        Assert.False((await hall.Get<ShowImport>().Run(section, id, 1, default)).Value.MayTakeBack);
    }

    [Fact]
    public async Task The_head_takes_it_back_for_a_reason_which_those_are_told_whom_it_concerns()
    {
        var (section, head) = (await hall.Person("HI7", HallRole.Section),
            await hall.Person("HI7b", HallRole.SectionHead));
        var clerk = await hall.Posted("HI7c", await hall.Window("HI7W"));
        var gone = await hall.Posted("HI7d", await hall.Window("HI7X"), to: new(2047, 12, 31));
        var id = (await hall.Propose(section, Notice(2048))).Value;
        Assert.Null((await hall.SignNotice(head, id)).Refusal);

        Assert.Contains("请写明原因", (await hall.Get<TakeBackImport>().Run(head, id, " ", default)).Refusal!.Text,
            StringComparison.Ordinal);
        Assert.True((await hall.Get<ShowImport>().Run(head, id, 1, default)).Value is { MayTakeBack: true, WantsReason: true });
        Assert.Null((await hall.Get<TakeBackImport>().Run(head, id, Why, default)).Refusal);

        Assert.False((await Days()).IsAnnounced(2048));
        var told = Assert.Single(await hall.MessagesTo(clerk));
        Assert.StartsWith("2048 年的放假安排已撤回：通知有误。", told.Text, StringComparison.Ordinal);
        Assert.Single(await hall.MessagesTo(section));
        Assert.Empty(await hall.MessagesTo(head));
        Assert.Empty(await hall.MessagesTo(gone));
        Assert.StartsWith("撤回原因：通知有误；", (await hall.Get<ShowImport>().Run(head, id, 1, default)).Value.Import.Words,
            StringComparison.Ordinal);
        Assert.Contains(await hall.AuditRecords(), record => record.Action == "import.take-back"
            && record.Subject == $"import {id}" && record.Detail.EndsWith("原因：通知有误", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_can_be_withdrawn_and_changes_nothing()
    {
        var (section, head) = (await hall.Person("HI5", HallRole.Section),
            await hall.Person("HI5b", HallRole.SectionHead));
        var id = (await hall.Propose(section, Notice(2045))).Value;

        Assert.Null((await hall.Get<SignHolidays>().Withdraw(section, id, default)).Refusal);

        Assert.Equal(RefusalKind.Conflict, (await hall.Get<SignHolidays>().Sign(head, id, "", default)).Refusal!.Kind);
        Assert.False((await Days()).IsAnnounced(2045));
    }

    private static string Content(int year) => $$"""{"year":{{year}},"days":[{{Whole.Replace("YEAR", $"{year}", StringComparison.Ordinal)}}]}""";

    private static Web.Attachments.UploadedFile Notice(int year) => HolidayNotice.File($"{year}.json", Content(year));

    private async Task<HolidayPlan> Plan(Actor actor, Web.Attachments.UploadedFile file) =>
        (await hall.Get<ImportHolidays>().Preview(actor, file, default)).Value;

    private async Task<HallYear> Days()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await HallYear.Read(db, default);
    }
}
