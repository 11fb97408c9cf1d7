using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar.Holidays;
using ServiceHall.Web.People;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Tests.Attendance;
using ServiceHall.Web.Tests.Calendar;

namespace ServiceHall.Web.Tests.Scoring;

/// <summary>What nobody could punch for is owed by nobody: 考勤 一(二), 一(六).</summary>
public sealed class DaysToldLateTests : IAsyncLifetime
{
    // Each test has a hall of its own: a close is about everybody.
    private readonly PunchingHall _hall = new();
    private Actor _section = null!, _head = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_section, _head) = (await _hall.Person("L-section", HallRole.Section), await _hall.Person("L-head", HallRole.SectionHead));
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_make_up_Saturday_announced_when_it_has_passed_is_owed_by_nobody()
    {
        var clerk = await FirstPunch("2027-01-08 08:20:00");
        _hall.At("2027-01-11 07:00:00");

        var imported = await Import("""{"name":"元旦","date":"2027-01-09","isOffDay":false},{"name":"春节","date":"2027-01-16","isOffDay":false}""");

        await Close("2027-01-18 07:00:00");
        Assert.Equal([new DateOnly(2027, 1, 9)], imported.TooLate);
        var results = await _hall.Results(clerk);
        Assert.DoesNotContain(results, result => result.StartsWith("01-09", StringComparison.Ordinal));
        Assert.Contains("01-16 Morning truant", results);
    }

    [Fact]
    public async Task A_Saturday_that_was_worked_stays_a_workday_when_the_year_is_imported_again()
    {
        var clerk = await FirstPunch("2027-01-08 08:20:00");
        const string Saturday = """{"name":"元旦","date":"2027-01-09","isOffDay":false}""";
        await Import(Saturday);
        _hall.At("2027-01-11 07:00:00");

        Assert.Empty((await Import(Saturday)).TooLate);

        await Close("2027-01-11 07:00:00");
        Assert.Contains("01-09 Morning truant", await _hall.Results(clerk));
    }

    [Fact]
    public async Task A_holiday_that_a_later_import_no_longer_has_stays_off_where_it_has_passed()
    {
        var clerk = await FirstPunch("2027-01-05 08:20:00");
        await Import("""{"name":"元旦","date":"2027-01-06","isOffDay":true}""");
        await Close("2027-01-08 07:00:00");

        await Import("""{"name":"春节","date":"2027-02-06","isOffDay":true}""");
        await Import("""{"name":"春节","date":"2027-02-07","isOffDay":true}""");

        await Close("2027-01-08 07:00:00");
        Assert.DoesNotContain(await _hall.Results(clerk), result => result.StartsWith("01-06", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_enrolled_at_noon_from_today_owes_the_afternoon_and_not_the_morning()
    {
        await FirstPunch("2026-11-19 08:20:00");
        var person = await _hall.Person("L100");
        var window = await _hall.Window("L-window");
        _hall.At("2026-11-19 12:00:00");
        await Move(person, window.Id, new(2026, 11, 18));

        await Close("2026-11-20 07:00:00");

        Assert.Equal(["11-19 Morning exempt", "11-19 Afternoon truant"], (await _hall.Results(person)).Where(result => result.StartsWith("11-19", StringComparison.Ordinal)));
        Assert.Equal(["2026-11-19/pm/in K1.1b -1"], (await _hall.Entries(person)).Take(1));
    }

    [Fact]
    public async Task Who_moves_at_noon_from_today_owes_the_morning_as_before()
    {
        await FirstPunch("2026-11-19 08:20:00");
        var person = await _hall.Clerk("L101");
        var window = await _hall.Window("L-other");
        _hall.At("2026-11-19 12:00:00");
        await Move(person, window.Id, new(2026, 11, 19));

        await Close("2026-11-20 07:00:00");

        Assert.Equal(["11-19 Morning truant", "11-19 Afternoon truant"], await _hall.Results(person));
    }

    [Fact]
    public async Task The_preview_of_an_import_says_that_the_days_before_do_not_count()
    {
        await _hall.Clerk("L102");
        FileRow[] rows =
        [
            new(2, "L103", "新人", "综合局", "W-fenced", "综合窗口", "HALL", "工作人员", "正式", "2026-11-02", ""),
            new(3, "L104", "新人", "综合局", "W-fenced", "综合窗口", "HALL", "工作人员", "正式", "2026-12-01", ""),
        ];

        var plan = (await _hall.Get<ImportPeople>().Preview(Actor.Hall, rows, new Progress<ImportProgress>(), default)).Value;

        Assert.Contains("任职 W-fenced 自 2026-11-02（登记之前不计考勤）", plan.Rows[0].Creates);
        Assert.Contains("任职 W-fenced 自 2026-12-01", plan.Rows[1].Creates);
    }

    private async Task<Actor> FirstPunch(string civil)
    {
        var clerk = await _hall.Clerk("L-first");
        _hall.At(civil);
        Assert.True((await _hall.Press(clerk, PunchAction.In)).Accepted);
        return clerk;
    }

    private async Task<SignHolidays.Signed> Import(string days) =>
        (await _hall.TakeNotice(_section, _head, "2027.json", $$"""{"year":2027,"days":[{{days}}]}""")).Value;

    private async Task Move(Actor person, int windowId, DateOnly from) => Assert.Null(
        (await _hall.Get<MovePerson>().Run(_section, new(person.StaffId, windowId, PostRole.Staff, PostKind.Regular, from), default)).Refusal);

    private async Task Close(string civil)
    {
        _hall.At(civil);
        await _hall.Get<RecomputeStale>().Run(default);
        await _hall.Get<CloseSessions>().Run(default);
    }
}
