using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Store;

public sealed class StoreTests(TestHall hall) : IClassFixture<TestHall>
{
    [Theory]
    [InlineData("UPDATE audit_record SET detail = 'nothing'")]
    [InlineData("DELETE FROM audit_record")]
    [InlineData("TRUNCATE audit_record")]
    [InlineData("DROP TABLE audit_record")]
    [InlineData("ALTER TABLE audit_record DISABLE TRIGGER ALL")]
    public async Task The_application_can_only_add_to_the_audit(string attempt)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Audit.Add(Audit.Of(null, hall.Clock.GetUtcNow(), "test", "", AuditOutcome.Done, "kept"));
        await db.SaveChangesAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(attempt));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Contains(await db.Audit.ToListAsync(), record => record.Detail == "kept");
    }

    [Fact]
    public async Task With_one_connection_string_the_application_still_takes_the_role_that_owns_nothing()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Hall", Administrator())]).Build();
        var connections = HallConnections.Configured(configuration)!;
        await HallSchema.Prepare(connections);

        await using var source = NpgsqlDataSource.Create(connections.Application);
        await using var who = source.CreateCommand("RESET ROLE; SELECT current_user");
        Assert.Equal(LocalPostgres.ApplicationRole, await who.ExecuteScalarAsync());
        await using var delete = source.CreateCommand("DELETE FROM audit_record");
        await Assert.ThrowsAsync<PostgresException>(() => delete.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task The_application_owns_no_table()
    {
        await using var source = NpgsqlDataSource.Create(hall.Connections.Application);
        await using var command = source.CreateCommand(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user");

        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Every_table_of_the_model_is_granted_and_named_in_snake_case()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!))
        {
            Assert.Matches("^[a-z]+(_[a-z]+)*$", table);
            await db.Database.ExecuteSqlRawAsync($"SELECT 1 FROM \"{table}\" LIMIT 1".ToString());
        }
    }

    [Fact]
    public async Task Postings_of_one_person_cannot_overlap_even_past_the_application()
    {
        var person = await hall.Person("overlap");
        await using var db = await hall.Factory.CreateDbContextAsync();
        var window = new Window { Code = "W1", Name = "综合窗口", Unit = new Unit { Name = "测试局" } };
        db.Add(window);
        await db.SaveChangesAsync();
        db.Add(Posted(person, window, new(2026, 1, 1), new(2026, 3, 31)));
        db.Add(Posted(person, window, new(2026, 4, 1), null));
        await db.SaveChangesAsync();

        db.Add(Posted(person, window, new(2030, 1, 1), null));
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());

        var cause = Assert.IsType<PostgresException>(refused.InnerException);
        Assert.Equal(PeopleTables.NoOverlap, cause.ConstraintName);
    }

    [Fact]
    public async Task NUL_and_half_characters_in_a_statement_are_left_out()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Units.Add(new Unit { Name = "住建局" });
        await db.SaveChangesAsync();

        Assert.Equal(1, await db.Database.ExecuteSqlAsync($"UPDATE unit SET name = {"财\0政局"} WHERE name = {"住建\0局"}"));

        var (name, names) = ("财政\0局", new[] { "\0财政局" });
        Assert.Equal(["财政局"], await db.Units.Where(unit => names.Contains(unit.Name) && unit.Name == name).Select(unit => unit.Name).ToListAsync());
        Assert.Equal("财政局", await db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM unit WHERE name = ANY({names})").SingleAsync());
        var half = "财政\uD842局";
        Assert.False(await db.Units.AnyAsync(unit => unit.Name == half));
    }

    [Fact]
    public async Task The_model_and_its_migrations_say_the_same()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Preparing_a_prepared_database_changes_nothing_and_two_servers_may_do_it_at_once()
    {
        await Task.WhenAll(HallSchema.Prepare(hall.Connections), HallSchema.Prepare(hall.Connections));

        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    private string Administrator() =>
        new NpgsqlConnectionStringBuilder(hall.Connections.Owner) { Username = "hall_admin" }.ConnectionString;

    private static Posting Posted(Actor person, Window window, DateOnly from, DateOnly? to) =>
        new() { StaffId = person.StaffId, WindowId = window.Id, From = from, To = to };
}
