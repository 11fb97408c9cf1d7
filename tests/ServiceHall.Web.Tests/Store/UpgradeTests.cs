using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Store;

public sealed class UpgradeTests
{
    [Fact]
    public async Task A_hall_of_the_first_version_opens_with_its_people_and_punches()
    {
        var connections = await TestPostgres.EmptyDatabase();
        await using (var owner = new HallDb(HallSchema.Options(connections.Owner)))
        {
            await owner.GetService<IMigrator>().MigrateAsync("Hall");
            await owner.Database.ExecuteSqlRawAsync("""
                INSERT INTO staff_member (id, number, name) OVERRIDING SYSTEM VALUE VALUES (7, 'A07', '王芳');
                INSERT INTO punch (staff_id, key, at, minute, day, action, part, outcome, device, address, clause, sentence)
                VALUES (7, gen_random_uuid(), '2026-11-19T00:24:00Z', '2026-11-19 08:24', '2026-11-19', 'In', 'Morning', 'Accepted', 'phone', '192.0.2.1', '考勤 一(二)', '已签到 08:24');
                """);
        }

        await HallSchema.Prepare(connections);

        await using var db = new HallDb(HallSchema.Options(connections.Application));
        var punch = await db.Set<Punch>().Include(kept => kept.Staff).SingleAsync();
        Assert.Equal(("王芳", "已签到 08:24"), (punch.Staff!.Name, punch.Sentence));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }
}
