using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.Settling;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Tests.Attendance;

namespace ServiceHall.Web.Tests.SetAside;

/// <summary>One person's day that cannot be computed stops nobody else, is seen, keeps its month open, and is tried again.</summary>
public sealed class OneOfManyTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private Actor _section = null!, _head = null!, _administrator = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_section, _head) = (await _hall.Person("O-section", HallRole.Section), await _hall.Person("O-head", HallRole.SectionHead));
        _administrator = await _hall.Person("O-admin", HallRole.SystemAdministrator);
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_session_closes_for_all_but_the_one_and_that_one_is_seen_and_tried_again_until_it_is_done()
    {
        var people = new List<Actor>();
        for (var number = 0; number < 5; number++)
            people.Add(await _hall.Clerk($"O10{number}"));
        _hall.At("2026-11-19 08:52:00");
        foreach (var person in people)
            Assert.True((await _hall.Press(person, PunchAction.In)).Accepted);
        await Refuse(people[2]);

        _hall.At("2026-11-19 12:31:20");
        Assert.Equal(1, await _hall.Get<CloseSessions>().Run(default));

        foreach (var person in people.Where(person => person != people[2]))
            Assert.Contains("2026-11-19/am/in K1.1a -1", await _hall.Entries(person));
        Assert.Empty(await _hall.Entries(people[2]));
        var item = Assert.Single(await List());
        Assert.Equal("测试O102（O102）11 月 19 日的考勤", item.What);
        Assert.Contains("约束", item.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, item.Tries);
        foreach (var reader in new[] { _section, _administrator })
        {
            Assert.Contains((await _hall.Get<ShowStart>().Run(reader, default)).Value, figure => figure is { Number: "1", Address: KeepSetAside.Page, Waits: true });
            Assert.Single(await Told(reader));
        }

        // Another try fails too: nobody is told again, and the pause grows.
        _hall.At("2026-11-19 12:33:00");
        await _hall.Get<RecomputeStale>().Run(default);
        var tried = Assert.Single(await List());
        Assert.Equal((2, TimeSpan.FromMinutes(5)), (tried.Tries, tried.NextTry - tried.LastTry));
        Assert.Single(await Told(_section));

        await _hall.Owner("ALTER TABLE session_result DROP CONSTRAINT refused");
        _hall.At("2026-11-19 12:39:00");
        Assert.Equal(1, await _hall.Get<RecomputeStale>().Run(default));
        Assert.Contains("2026-11-19/am/in K1.1a -1", await _hall.Entries(people[2]));
        Assert.Empty(await List());
    }

    [Fact]
    public async Task A_month_and_its_quarter_are_not_closed_while_somebodys_day_is_set_aside_and_no_full_month_is_booked_for_the_window()
    {
        var (clerk, other) = (await _hall.Clerk("O110"), await _hall.Clerk("O111"));
        _hall.At("2026-11-27 08:20:00");
        Assert.True((await _hall.Press(other, PunchAction.In)).Accepted);
        await Refuse(clerk);
        _hall.At("2027-01-04 08:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        await _hall.Get<CloseMonths>().Run(default);

        var month = await _hall.Get<SettleMonth>().Close(_head, new YearMonth(2026, 11), default);
        var quarter = await _hall.Get<CloseQuarter>().Run(_head, new Quarter(2026, 4), default);

        Assert.Contains("没有算成，已搁置", month.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("搁置事项", quarter.Refusal!.Text, StringComparison.Ordinal);
        await _hall.Owner("ALTER TABLE session_result DROP CONSTRAINT refused");
        _hall.At("2027-01-04 08:10:00");
        await _hall.Get<RecomputeStale>().Run(default);
        Assert.Empty(await List());
        await _hall.SettleQuarter(_head, new Quarter(2026, 4));
        Assert.Null((await _hall.Get<CloseQuarter>().Run(_head, new Quarter(2026, 4), default)).Refusal);
    }

    [Fact]
    public async Task Reasons_as_long_as_people_may_write_them_are_kept_whole_with_the_entry_that_they_take_back()
    {
        var clerk = await _hall.Clerk("O120");
        _hall.At("2026-11-19 08:52:00");
        Assert.True((await _hall.Press(clerk, PunchAction.In)).Accepted);
        _hall.At("2026-11-19 19:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        for (var number = 0; number < 8; number++)
        {
            var reason = $"{number}{new string('因', 190)}";
            Assert.Null((await _hall.Get<Propose>().Run(_section, new Propose.Time(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 8, 52 + number, 0), null, "", reason), default)).Refusal);
            await using var open = await _hall.Factory.CreateDbContextAsync();
            var id = await open.Set<Web.Calendar.Exemption>().Where(row => row.Reason == reason).Select(row => row.Id).SingleAsync();
            Assert.Null((await _hall.Get<Countersign>().Sign<Web.Calendar.Exemption>(_head, id, default)).Refusal);
        }

        Assert.Equal(1, await _hall.Get<RecomputeStale>().Run(default));

        Assert.DoesNotContain("2026-11-19/am/in K1.1a -1", await _hall.Entries(clerk));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.True((await db.Set<LedgerEntry>().Where(entry => entry.CountersId != null).Select(entry => entry.Sentence.Length).ToListAsync()).Max() > 1000);
        Assert.Empty(await List());
    }

    [Fact]
    public async Task Whoever_runs_the_hall_lets_one_be_tried_at_once_on_record()
    {
        var clerk = await _hall.Clerk("O130");
        _hall.At("2026-11-19 08:20:00");
        Assert.True((await _hall.Press(clerk, PunchAction.In)).Accepted);
        await Refuse(clerk);
        _hall.At("2026-11-19 12:31:20");
        await _hall.Get<CloseSessions>().Run(default);
        await _hall.Owner("ALTER TABLE session_result DROP CONSTRAINT refused");
        Assert.Equal(0, await _hall.Get<RecomputeStale>().Run(default));

        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<TryAgain>().Run(clerk, (await List())[0].Id, default)).Refusal!.Kind);
        Assert.Null((await _hall.Get<TryAgain>().Run(_administrator, (await List())[0].Id, default)).Refusal);
        Assert.Equal(1, await _hall.Get<RecomputeStale>().Run(default));

        Assert.Empty(await List());
        Assert.Contains(await _hall.AuditRecords(), record => record.Action == "set-aside.try-again" && record.ActorId == _administrator.StaffId);
    }

    [Fact]
    public async Task One_that_fails_each_time_it_is_tried_again_keeps_no_other_from_being_done()
    {
        var (bad, good) = (await _hall.Clerk("O140"), await _hall.Clerk("O141"));
        await BeLateAndClose(bad, good);
        await Exempt("O140", "O141");
        await _hall.Owner($"ALTER TABLE session_result ADD CONSTRAINT refused CHECK (staff_id NOT IN ({bad.StaffId}, {good.StaffId}))  NOT VALID");
        await _hall.Get<RecomputeStale>().Run(default);
        Assert.Equal(2, (await List()).Count);

        // The one can be computed, and cannot be told.
        await _hall.Owner("ALTER TABLE session_result DROP CONSTRAINT refused");
        await _hall.Owner($"ALTER TABLE message ADD CONSTRAINT refused CHECK (staff_id <> {bad.StaffId}) NOT VALID");
        _hall.At("2026-11-19 19:10:00");
        await _hall.Get<RecomputeStale>().Run(default);

        Assert.Empty(await _hall.Entries(good));
        var item = Assert.Single(await List());
        Assert.Equal((bad.StaffId, 2), (item.StaffId, item.Tries));
    }

    [Fact]
    public async Task One_change_that_fails_far_back_among_many_is_found_in_a_few_tries_and_the_others_are_done()
    {
        var (bad, good) = (await _hall.Clerk("O150"), await _hall.Clerk("O151"));
        await BeLateAndClose(bad, good);
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            db.AddRange(Enumerable.Range(0, 120).Select(_ => new StaleDay
            {
                StaffId = good.StaffId, First = new(2026, 11, 10), Last = new(2026, 11, 10), Cause = "很多", At = _hall.Clock.GetUtcNow(),
            }));
            await db.SaveChangesAsync();
        }

        await Exempt("O150", "O151");
        // A sequence counts also what is rolled back.
        await _hall.Owner($"""
            CREATE SEQUENCE refusals;
            CREATE FUNCTION refuse() RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'SELECT nextval(''refusals'') < 0';
            ALTER TABLE message ADD CONSTRAINT refused CHECK (staff_id <> {bad.StaffId} OR refuse()) NOT VALID
            """);

        await _hall.Get<RecomputeStale>().Run(default);

        var item = Assert.Single(await List());
        Assert.Equal(bad.StaffId, item.StaffId);
        Assert.Empty(await _hall.Entries(good));
        await using var left = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal(bad.StaffId, (await left.Set<StaleDay>().SingleAsync()).StaffId);
        await using var owner = Npgsql.NpgsqlDataSource.Create(_hall.Connections.Owner);
        await using var count = owner.CreateCommand("SELECT last_value FROM refusals");
        Assert.InRange((long)(await count.ExecuteScalarAsync())!, 1, 20);
    }

    [Fact]
    public async Task What_was_set_aside_before_the_database_went_away_is_told_all_the_same()
    {
        var each = _hall.Get<ForEachItem>();

        await Assert.ThrowsAsync<Npgsql.NpgsqlException>(() => each.Run("try", [1, 2], number => new Item("try", $"{number}", $"第 {number} 项"),
            (number, _) => throw (number == 1 ? new InvalidOperationException("broken") : new Npgsql.NpgsqlException("away")), default));

        Assert.Contains("第 1 项没有完成", Assert.Single(await Told(_section)), StringComparison.Ordinal);
        Assert.Equal("第 1 项", Assert.Single(await List()).What);
    }

    private async Task BeLateAndClose(params Actor[] people)
    {
        _hall.At("2026-11-19 08:52:00");
        foreach (var person in people)
            Assert.True((await _hall.Press(person, PunchAction.In)).Accepted);
        _hall.At("2026-11-19 19:00:00");
        await _hall.Get<CloseSessions>().Run(default);
    }

    private async Task Exempt(params string[] numbers)
    {
        foreach (var number in numbers)
            await (await _hall.Exemption(new(2026, 11, 19, 8, 0, 0), new(2026, 11, 19, 18, 0, 0), number, $"停电{number}"))();
    }

    // A fault of one person's results, whatever it is.
    private Task Refuse(Actor person) =>
        _hall.Owner($"ALTER TABLE session_result ADD CONSTRAINT refused CHECK (staff_id <> {person.StaffId})");

    private async Task<IReadOnlyList<SetAsideItem>> List() => (await _hall.Get<ListSetAside>().Run(_section, 1, default)).Value.Rows;

    private async Task<List<string>> Told(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == actor.StaffId && message.Address == KeepSetAside.Page).Select(message => message.Text).ToListAsync();
    }
}
