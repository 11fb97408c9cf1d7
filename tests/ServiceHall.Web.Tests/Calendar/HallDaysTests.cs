using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Calendar;

public sealed class HallDaysTests(TestHall hall) : IClassFixture<TestHall>
{
    [Theory]
    [InlineData("2026-10-01", false, "国庆节")]
    [InlineData("2026-10-10", true, "国庆节")]
    [InlineData("2026-11-19", true, "")]
    [InlineData("2026-11-21", false, "")]
    public async Task Official_holidays_and_make_up_days_are_built_in(string date, bool works, string name)
    {
        var day = (await Days()).On(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal((works, true), (day.Works, day.IsAnnounced));
        Assert.StartsWith(name, day.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_that_is_not_announced_is_told_apart_and_warned_of_from_October_on()
    {
        var days = await Days();

        Assert.False(days.On(new(2028, 5, 4)).IsAnnounced);
        Assert.Null(days.Warning(new(2026, 9, 30)));
        Assert.Contains("2027 年放假安排未公布", days.Warning(new(2026, 10, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_imported_notice_counts_once_it_is_signed()
    {
        var (one, other) = (await hall.Person("C100", HallRole.Section), await hall.Person("C101", HallRole.HallLeader));
        const string text = """{"year":2029,"days":[{"name":"元旦","date":"2029-01-01","isOffDay":true},{"name":"元旦","date":"2029-01-06","isOffDay":false}]}""";
        var id = (await hall.Get<ImportHolidays>().Run(one, new("2029.json", text, "国办发明电"), default)).Value[2029];
        Assert.False((await Days()).On(new(2029, 1, 1)).IsAnnounced);

        Assert.Null((await hall.Get<SignDeclaration>().Sign<HolidayNotice>(other, id, default)).Refusal);

        Assert.Equal(new HallDay(false, "元旦", true), (await Days()).On(new(2029, 1, 1)));
        Assert.True((await Days()).On(new(2029, 1, 6)).Works);
    }

    [Fact]
    public async Task A_file_that_is_no_notice_is_refused_with_what_is_wrong()
    {
        var one = await hall.Person("C110", HallRole.Section);

        var answer = await hall.Get<ImportHolidays>().Run(one, new("bad.json", """{"days":[{"name":"元旦","date":"2029-13-01","isOffDay":true}]}""", "试"), default);

        Assert.Contains("bad.json", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_goes_up_with_each_change_of_people_and_only_when_it_is_committed()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var before = await KeptInMemory.Version(db, default);
        var days = await Days();
        Assert.Same(days, await Days());

        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            db.Add(new StaffMember { Number = "C120", Name = "甲" });
            db.Add(new StaffMember { Number = "C121", Name = "乙" });
            await db.SaveChangesAsync();
            await using var beside = await hall.Factory.CreateDbContextAsync();
            Assert.Equal(before, await KeptInMemory.Version(beside, default));
            await transaction.CommitAsync();
        }

        Assert.Equal(before + 1, await KeptInMemory.Version(db, default));
        Assert.NotSame(days, await Days());
    }

    private async Task<DaysInForce> Days()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await hall.Get<HallDays>().Current(db, default);
    }
}
