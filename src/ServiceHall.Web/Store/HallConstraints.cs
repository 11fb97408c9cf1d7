using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Store;

/// <summary>
/// Constraints that EF Core's model cannot express. They are added after each migration, where they are missing, so
/// that a migration made anew cannot lose one.
/// </summary>
internal static class HallConstraints
{
    private static readonly (string Table, string Name, string Definition)[] All =
    [
        ("posting", PeopleTables.NoOverlap, """EXCLUDE USING gist (staff_id WITH =, daterange("from", "to", '[]') WITH &&)"""),
    ];

    /// <summary>Adds what is missing. Run as the owner.</summary>
    public static async Task Install(HallDb owner, CancellationToken cancel)
    {
        foreach (var (table, name, definition) in All)
        {
            var script = $"""
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}')
                  THEN ALTER TABLE "{table}" ADD CONSTRAINT {name} {definition}; END IF;
                END $$
                """;
            await owner.Database.ExecuteSqlRawAsync(script, cancel);
        }
    }
}
