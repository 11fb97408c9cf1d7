using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using ServiceHall.Web.Leave;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Tests.Store;

/// <summary>Constraints, triggers and functions follow the version.</summary>
public sealed class InstalledObjectsTests : IAsyncLifetime
{
    private HallConnections _connections = null!;

    [Fact]
    public async Task A_start_that_changes_nothing_leaves_every_object_alone()
    {
        var before = await Oids();

        await HallSchema.Prepare(_connections);

        Assert.Equal(before, await Oids());
        await using var owner = Owner();
        Assert.Equal(
            AnnouncedObjects.Of(owner.Model).Select(one => (one.Name, one.Hash)).Order(),
            (await Noted()).Select(one => (one.Name, one.Hash)).Order());
        Assert.Subset(before.Keys.ToHashSet(), (await Noted()).Select(one => one.Name).ToHashSet());
    }

    [Fact]
    public async Task What_has_another_text_is_made_anew_and_the_rest_is_left_alone()
    {
        var before = await Oids();

        await HallSchema.Prepare(_connections, Changed(
            (PeopleTables.NoOverlap, sql => sql.Replace("DEFERRABLE", "", StringComparison.Ordinal)),
            ("leave_signature_stands", sql => sql.Replace("given and stands", "final", StringComparison.Ordinal))));

        var after = await Oids();
        Assert.Equal([PeopleTables.NoOverlap], before.Where(one => after[one.Key] != one.Value).Select(one => one.Key));
        // A function is replaced in place, under the triggers that call it.
        Assert.Contains("is final", await Body("leave_signature_stands"), StringComparison.Ordinal);
        Assert.Equal("False", await Text($"SELECT condeferrable FROM pg_constraint WHERE conname = '{PeopleTables.NoOverlap}'"));
    }

    [Theory]
    [InlineData($"ALTER TABLE posting DROP CONSTRAINT {PeopleTables.NoOverlap}", PeopleTables.NoOverlap)]
    [InlineData($"DROP TRIGGER {LedgerTables.Holds} ON ledger_entry", LedgerTables.Holds)]
    [InlineData("DROP FUNCTION leave_signature_stands CASCADE", LeaveTables.SignatureStands)]
    [InlineData($"ALTER TABLE leave_step DISABLE TRIGGER {LeaveTables.StepHolds}", LeaveTables.StepHolds)]
    [InlineData("DROP TRIGGER tr_window_noted ON \"window\"", "tr_window_noted")]
    public async Task What_somebody_took_away_by_hand_is_there_again(string byHand, string name)
    {
        await Execute(byHand);
        Assert.DoesNotContain(name, (await Oids()).Keys);

        await HallSchema.Prepare(_connections);

        Assert.Contains(name, (await Oids()).Keys);
    }

    [Fact]
    public async Task What_is_no_longer_announced_goes()
    {
        DatabaseObject[] more =
        [
            DatabaseObject.Function("one_day", "AS $$ BEGIN RETURN NULL; END $$"),
            DatabaseObject.CheckAtEnd("window", "ct_one_day", "INSERT", "one_day"),
            DatabaseObject.Constraint("unit", "ck_one_day", "CHECK (name <> '')"),
        ];
        var before = await Oids();
        await HallSchema.Prepare(
            _connections, model => AnnouncedObjects.InOrder([.. AnnouncedObjects.Of(model), .. more]));
        Assert.Superset(more.Select(one => one.Name).ToHashSet(), (await Oids()).Keys.ToHashSet());

        await HallSchema.Prepare(_connections);

        Assert.Equal(before, await Oids());
        Assert.DoesNotContain(await Noted(), one => one.Name.EndsWith("one_day", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_break_a_changed_constraint_are_told_and_everything_stays_as_it_was()
    {
        await Execute("""
            INSERT INTO unit (name) VALUES ('测试局');
            INSERT INTO "window" (code, name, unit_id) SELECT 'W1', '综合窗口', id FROM unit;
            INSERT INTO staff_member (number, name) VALUES ('A1', '王芳'), ('A2', '李军');
            INSERT INTO posting (staff_id, window_id, role, kind, "from")
            SELECT s.id, w.id, 'Staff', 'Regular', '2026-01-01' FROM staff_member s, "window" w;
            """);
        var (before, noted) = (await Oids(), await Noted());

        var told = await Assert.ThrowsAsync<HallCannotOpenException>(() => HallSchema.Prepare(_connections, Changed(
            (PeopleTables.NoOverlap, sql => sql.Replace("staff_id", "window_id", StringComparison.Ordinal)),
            ("leave_signature_stands", sql => sql.Replace("given and stands", "final", StringComparison.Ordinal)))));

        Assert.Contains(
            $"数据表 posting 里已有的记录违反本版本的约束 {PeopleTables.NoOverlap}", told.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Oids());
        Assert.Equal(noted.Select(one => (one.Name, one.Hash)), (await Noted()).Select(one => (one.Name, one.Hash)));
        Assert.Contains("is given and stands", await Body("leave_signature_stands"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_that_start_at_once_on_a_database_without_notes_make_each_object_once()
    {
        var names = (await Oids()).Keys.ToList();
        await Execute("DELETE FROM installed_object");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => HallSchema.Prepare(_connections)));

        Assert.Equal(names, (await Oids()).Keys);
        Assert.Equal(names.Intersect((await Noted()).Select(one => one.Name)).Count(), (await Noted()).Count);
    }

    [Fact]
    public async Task The_application_reads_what_is_installed_and_cannot_say_otherwise()
    {
        await using var application = new HallDb(HallSchema.Options(_connections.Application));
        Assert.NotEmpty(await application.Set<InstalledObject>().ToListAsync());

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => application.Database.ExecuteSqlRawAsync("UPDATE installed_object SET hash = ''"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public void Two_objects_of_one_name_are_a_fault_of_the_program()
    {
        var twice = DatabaseObject.Constraint("unit", "ck_twice", "CHECK (true)");

        Assert.Throws<InvalidOperationException>(() => AnnouncedObjects.InOrder([twice, twice]));
    }

    public async Task InitializeAsync() => _connections = await TestPostgres.NewDatabase();

    public Task DisposeAsync() => Task.CompletedTask;

    // This version's objects, some of them with another text.
    private static Func<IModel, IReadOnlyList<DatabaseObject>> Changed(
        params (string Name, Func<string, string> Edit)[] changes) => model =>
        [
            .. from one in AnnouncedObjects.Of(model)
               let edit = Array.Find(changes, change => change.Name == one.Name).Edit
               select edit is null ? one : one with { Sql = edit(one.Sql) },
        ];

    private HallDb Owner() => new(HallSchema.Options(_connections.Owner));

    private async Task Execute(string sql)
    {
        await using var owner = Owner();
        await owner.Database.ExecuteSqlRawAsync(sql);
    }

    private Task<string> Body(string function) => Text($"SELECT prosrc FROM pg_proc WHERE proname = '{function}'");

    private async Task<string> Text(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connections.Owner);
        await using var command = source.CreateCommand(sql);
        return (await command.ExecuteScalarAsync())!.ToString()!;
    }

    private async Task<List<InstalledObject>> Noted()
    {
        await using var owner = Owner();
        return await owner.Set<InstalledObject>().AsNoTracking().OrderBy(one => one.Name).ToListAsync();
    }

    // What stands in the catalogue: a new number is a new object.
    private async Task<SortedDictionary<string, uint>> Oids()
    {
        await using var source = NpgsqlDataSource.Create(_connections.Owner);
        await using var find = source.CreateCommand("""
            SELECT conname, oid FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND contype IN ('x', 'c', 'u', 'f')
            UNION ALL SELECT tgname, oid FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'
            UNION ALL SELECT proname, oid FROM pg_proc
            WHERE prorettype = 'trigger'::regtype AND pronamespace = 'public'::regnamespace
            UNION ALL SELECT collname, oid FROM pg_collation WHERE collnamespace = 'public'::regnamespace
            """);
        await using var found = await find.ExecuteReaderAsync();
        var oids = new SortedDictionary<string, uint>(StringComparer.Ordinal);
        while (await found.ReadAsync())
            oids.Add(found.GetString(0), found.GetFieldValue<uint>(1));
        return oids;
    }
}
