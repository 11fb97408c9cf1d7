using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Store;

public sealed class ApplicationGrantsTests
{
    [Fact]
    public async Task Rights_that_somebody_gave_or_took_by_hand_are_put_right_and_the_others_are_not_written_again()
    {
        var connections = await TestPostgres.NewDatabase();
        await using var owner = NpgsqlDataSource.Create(connections.Owner);
        var unit = await Value(owner, "SELECT xmin::text FROM pg_class WHERE relname = 'unit'");
        await Value(owner, "GRANT UPDATE ON audit_record TO hall_app; REVOKE INSERT ON punch FROM hall_app; REVOKE USAGE ON SEQUENCE unit_id_seq FROM hall_app");

        await HallSchema.Prepare(connections);

        Assert.Equal("False True True", await Value(owner, """
            SELECT concat_ws(' ', initcap(has_table_privilege('hall_app', 'audit_record', 'UPDATE')::text),
              initcap(has_table_privilege('hall_app', 'punch', 'INSERT')::text), initcap(has_sequence_privilege('hall_app', 'unit_id_seq', 'USAGE')::text))
            """));
        Assert.Equal(unit, await Value(owner, "SELECT xmin::text FROM pg_class WHERE relname = 'unit'"));
    }

    private static async Task<string?> Value(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
