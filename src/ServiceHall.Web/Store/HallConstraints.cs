using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;

namespace ServiceHall.Web.Store;

/// <summary>
/// The constraints and triggers that the model cannot express, beside the tables they guard. Each is added once, under its name,
/// by the owner after the migrations; what changes from version to version is put in place each time.
/// </summary>
internal static class HallConstraints
{
    private static readonly (string Name, string Sql)[] All =
    [
        (PeopleTables.NoOverlap, PeopleTables.NoOverlapSql),
        (LeaveTables.NoOverlap, LeaveTables.NoOverlapSql),
        (LeaveTables.OneCover, LeaveTables.OneCoverSql),
        (LeaveTables.OneDelegate, LeaveTables.OneDelegateSql),
        (LeaveTables.StepHolds, LeaveTables.StepHoldsSql),
        (LeaveTables.SignatureStands, LeaveTables.SignatureStandsSql),
        (LeaveTables.StateHolds, LeaveTables.StateHoldsSql),
        (MessageTables.GoesOut, MessageTables.GoesOutSql),
        (LedgerTables.Holds, LedgerTables.HoldsSql),
    ];

    /// <summary>Adds what is not there yet.</summary>
    public static async Task Install(HallDb owner, CancellationToken cancel)
    {
        await owner.Database.ExecuteSqlRawAsync(LeaveTables.StepHoldsFunction, cancel);
        foreach (var (name, sql) in All)
        {
            var guarded = $"""
                DO $guard$ BEGIN
                  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}')
                    AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = '{name}') THEN
                    {sql}
                  END IF;
                END $guard$
                """;
            await owner.Database.ExecuteSqlRawAsync(guarded, cancel);
        }
    }
}
