using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Calendar;

public sealed class HallDaysTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task A_day_that_is_signed_counts_at_the_next_look()
    {
        var (one, other) = (await hall.Person("C100", HallRole.Section), await hall.Person("C101", HallRole.SectionHead));
        var day = new DateOnly(2026, 12, 3);
        await hall.Get<Propose>().Run(one, new Propose.Day(day, IsWorkday: false, "全市停电检修"), default);
        Assert.Equal(2, (await Days()).Timetable.On(day).Count);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var id = db.Set<DayDecision>().Single(decision => decision.Day == day).Id;

        Assert.Null((await hall.Get<Countersign>().Sign<DayDecision>(other, id, default)).Refusal);

        Assert.Empty((await Days()).Timetable.On(day));
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

    [Fact]
    public async Task A_day_that_has_passed_cannot_become_a_workday_on_which_nobody_could_punch()
    {
        var section = await hall.Person("C130", HallRole.Section);

        var answer = await hall.Get<Propose>().Run(section, new Propose.Day(new(2026, 11, 15), IsWorkday: true, "补班"), default);

        Assert.Contains("已经过去的时间无法打卡", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    private async Task<DaysInForce> Days()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await hall.Get<HallDays>().Current(db, default);
    }
}
