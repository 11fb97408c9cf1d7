using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Tests.LongWork;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class ExportMonthTests(PunchingHall hall) : IClassFixture<PunchingHall>
{
    [Fact]
    public async Task Each_unit_that_the_starter_may_see_is_a_workbook_and_a_sheet_in_one_file_and_on_record()
    {
        var (section, clerk) = (await hall.Person("X-section", HallRole.Section), await hall.Clerk("X1"));
        var other = await hall.Posted("X2", await hall.Window("X/2"), Rules.People.PostRole.Leader);
        hall.At("2026-11-18 08:20:00");
        await hall.Press(clerk, PunchAction.In);
        hall.At("2026-11-18 19:00:00");
        await hall.Get<CloseSessions>().Run(default);

        var work = await hall.Do(section, Wanted("2026-11"));
        var own = await hall.Do(other, Wanted("2026-11"));

        Assert.Equal("2026 年 11 月，2 个单位，2 人次。", work.Result);
        using var file = await hall.Zip(section, work.Id);
        // A slash in a unit's name is no folder.
        Assert.Equal(["01 综合局 考勤.xlsx", "01 综合局 考勤表.docx", "02 单位X_2 考勤.xlsx", "02 单位X_2 考勤表.docx"], file.Entries.Select(entry => entry.FullName));
        Assert.All(file.Entries, entry => Assert.True(entry.Length > 1000));
        using var ofOwn = await hall.Zip(other, own.Id);
        Assert.Equal(["01 单位X_2 考勤.xlsx", "01 单位X_2 考勤表.docx"], ofOwn.Entries.Select(entry => entry.FullName));
        Assert.Equal(
            ["zip, 2 rows", "zip, 1 rows"],
            (await hall.AuditRecords()).Where(record => record.Action == "attendance.month.export" && record.Subject == "2026-11").Select(record => record.Detail));
    }

    [Fact]
    public async Task A_month_without_attendance_is_no_file()
    {
        var work = await hall.Do(await hall.Person("X-head", HallRole.SectionHead), Wanted("2025-01"));

        Assert.True(work.IsRefused);
        Assert.Contains("没有考勤记录", work.Result, StringComparison.Ordinal);
    }

    private static StartWork.Wanted Wanted(string month) => new(ExportMonth.Kind, new ExportMonth.Asked(month), Guid.NewGuid());
}
