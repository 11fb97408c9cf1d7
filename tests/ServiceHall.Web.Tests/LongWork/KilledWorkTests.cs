using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests.People;
using Work = ServiceHall.Web.LongWork.LongWork;

namespace ServiceHall.Web.Tests.LongWork;

/// <summary>Whole servers that are killed, and a database that goes away, in the middle of a work.</summary>
public sealed class KilledWorkTests
{
    // By whoever has written people: the timetable's clean-up waits for the table too.
    private const string TellsItsStarter = """
        relation = 'message'::regclass AND pid IN
          (SELECT pid FROM pg_locks WHERE granted AND relation = 'staff_member'::regclass AND mode = 'RowExclusiveLock')
        """;

    [Fact]
    public async Task An_import_whose_server_is_killed_when_all_is_written_but_its_commit_is_done_once_by_the_next_one()
    {
        await using var hall = await Opened("2026-11-20T08:25");
        var id = await StartImport(hall);
        // Whoever is told is written last; the rows of the import are there by then.
        await using (await Held(hall, "LOCK TABLE message IN SHARE MODE"))
        {
            await Until(hall, () => Waits(hall, TellsItsStarter));
            await hall.KillApplication();
        }

        Assert.Equal(0, await Number(hall, "SELECT count(*) FROM staff_member WHERE number LIKE 'K-%'"));
        await hall.StartApplication();

        await Until(hall, () => Ended(hall, id));
        Assert.Equal(50, await Number(hall, "SELECT count(*) FROM posting p JOIN staff_member s ON s.id = p.staff_id WHERE s.number LIKE 'K-%'"));
        Assert.Equal(1, await Number(hall, "SELECT count(*) FROM audit_record WHERE action = 'people.import' AND subject = 'people'"));
        Assert.Equal(1, await Number(hall, "SELECT count(*) FROM message WHERE kind = 'System' AND text LIKE '“导入人员”已完成：新增 50 行%'"));
        Assert.Equal(2, await Number(hall, "SELECT runs::bigint FROM long_work"));
    }

    [Fact]
    public async Task An_import_whose_database_goes_away_goes_on_by_itself_and_is_done_once()
    {
        await using var hall = await Opened("2026-11-20T08:25");
        var id = await StartImport(hall);
        await using var held = await Held(hall, "LOCK TABLE message IN SHARE MODE");
        await Until(hall, () => Waits(hall, TellsItsStarter));

        await hall.Postgres.StopAtOnce();
        await hall.Postgres.StartAgain();
        NpgsqlConnection.ClearAllPools();

        await Until(hall, () => Ended(hall, id));
        Assert.Equal(50, await Number(hall, "SELECT count(*) FROM staff_member WHERE number LIKE 'K-%'"));
        Assert.Equal(1, await Number(hall, "SELECT count(*) FROM audit_record WHERE action = 'people.import' AND subject = 'people'"));
    }

    [Fact]
    public async Task A_recomputing_whose_server_is_killed_goes_on_behind_the_days_that_are_done()
    {
        await using var hall = await Opened("2026-11-20T08:25");
        using (var phone = new PunchLoad(hall.Address, await hall.SignIn(0)))
            Assert.NotNull(await phone.Press());
        await hall.KillApplication();
        hall.Clock = "2026-11-25T07:00";
        await hall.StartApplication();
        await Until(hall, async () => await Number(hall, "SELECT count(*) FROM period WHERE job = 'close-session'") == 6);
        // The second day waits for the test before it is written.
        await Owner(hall, """
            CREATE FUNCTION hold_second() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
              IF NEW.reached->>'day' = '2026-11-23' THEN PERFORM pg_advisory_xact_lock_shared(99); END IF;
              RETURN NEW;
            END $body$;
            CREATE TRIGGER hold_second BEFORE UPDATE ON long_work FOR EACH ROW EXECUTE FUNCTION hold_second();
            """);
        int id;
        await using (await Held(hall, "SELECT pg_advisory_xact_lock(99)"))
        {
            id = await Start(hall, RecomputeRange.Kind, """{"first":"2026-11-20","last":"2026-11-24","reason":"核对名单"}""", null);
            await Until(hall, () => Waits(hall, "locktype = 'advisory' AND objid = 99"));
            await hall.KillApplication();
        }

        Assert.Equal(1, await Number(hall, "SELECT count(*) FROM audit_record WHERE action = 'scoring.recompute'"));
        await hall.StartApplication();

        await Until(hall, () => Ended(hall, id));
        Assert.Equal(
            ["day 2026-11-20", "day 2026-11-23", "day 2026-11-24"],
            await Rows(hall, "SELECT subject FROM audit_record WHERE action = 'scoring.recompute' ORDER BY id"));
        Assert.Equal(["重新计算了 3 天，没有人的结果有变化。"], await Rows(hall, "SELECT result FROM long_work"));
    }

    // A hall in which P0 belongs to the section.
    private static async Task<RunningHall> Opened(string clock)
    {
        var hall = await RunningHall.Start(2, clock);
        await Owner(hall, "INSERT INTO role_grant (staff_id, role) SELECT id, 'Section' FROM staff_member WHERE number = 'P0'");
        return hall;
    }

    private static async Task<int> StartImport(RunningHall hall)
    {
        var file = ImportWorkTests.FileOf(50, "K");
        await using var services = new ServiceCollection().AddLogging().AddHallDatabase(hall.Connections)
            .AddSingleton<TimeProvider>(new HallClock(TimeSpan.Zero)).AddAccounts().AddCalendar().AddSingleton<ImportPeople>().BuildServiceProvider();
        var plan = await services.GetRequiredService<ImportPeople>().Preview(Actor.Hall, PeopleFile.Read(file.Bytes).Value.Rows, new Progress<ImportProgress>(), default);
        return await Start(hall, ImportWork.Kind, $$"""{"fingerprint":"{{plan.Value.Fingerprint()}}"}""", file);
    }

    // As a server leaves it that was killed before it could hand the work over: the running one finds it.
    private static async Task<int> Start(RunningHall hall, string kind, string parameters, UploadedFile? input)
    {
        await using var db = await hall.Get<IDbContextFactory<HallDb>>().CreateDbContextAsync();
        var work = new Work
        {
            Kind = kind, Key = Guid.NewGuid(), Parameters = parameters, Address = "192.0.2.1", StartedAt = DateTimeOffset.UtcNow,
            StarterId = await db.Staff.Where(staff => staff.Number == "P0").Select(staff => staff.Id).SingleAsync(),
        };
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Add(work);
        await db.SaveChangesAsync();
        if (input is not null)
            db.Add(new WorkFile { WorkId = work.Id, Name = input.Name, ContentType = input.ContentType, Bytes = input.Bytes });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return work.Id;
    }

    // What is held is let go with the connection.
    private static async Task<NpgsqlConnection> Held(RunningHall hall, string sql)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(hall.Connections.Owner) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand("BEGIN; " + sql, connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<bool> Waits(RunningHall hall, string lockOn) => await Number(hall, $"SELECT count(*) FROM pg_locks WHERE NOT granted AND {lockOn}") > 0;

    private static async Task<bool> Ended(RunningHall hall, int id) => await Number(hall, $"SELECT count(*) FROM long_work WHERE id = {id} AND ended_at IS NOT NULL") == 1;

    private static async Task Owner(RunningHall hall, string sql)
    {
        await using var source = NpgsqlDataSource.Create(hall.Connections.Owner);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Number(RunningHall hall, string sql)
    {
        await using var source = NpgsqlDataSource.Create(hall.Connections.Owner);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is long number ? number : 0;
    }

    private static async Task<List<string>> Rows(RunningHall hall, string sql)
    {
        await using var source = NpgsqlDataSource.Create(hall.Connections.Owner);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private static async Task Until(RunningHall hall, Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Patience.Long + Patience.Long);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, string.Join('\n', await Rows(hall, "SELECT concat_ws(' ', kind, state, stage, runs, result, fault) FROM long_work")));
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
