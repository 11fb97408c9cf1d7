using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Held;

/// <summary>
/// Keeps a press of a time at which the server's clock cannot be believed. Nothing is lost, and no half day changes: the
/// section verifies it afterwards.
/// </summary>
internal sealed class HoldPunch(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, JudgePress judge, ClockWatch watch)
{
    /// <summary>What results call it.</summary>
    public const string Outcome = "held";

    /// <returns>What the person is told: the same for the same press sent again.</returns>
    public async Task<PunchTold> Run(Actor actor, ClockIn.Request request, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (punch, told) = judge.Run(await gates.Current(cancel), actor, request, now);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var (action, outcome, proof) = ($"{request.Action}", $"{punch.Outcome}", $"{punch.Proof}");
        var at = await db.Database.SqlQuery<DateTimeOffset>($"""
            INSERT INTO held_punch AS held (staff_id, key, at, not_before, action, outcome, proof, latitude, longitude, accuracy_metres, distance_metres, device, address, remark)
            VALUES ({actor.StaffId}, {request.Key}, {now}, {watch.Latest ?? now}, {action}, {outcome}, {proof},
              {request.Position?.Latitude}, {request.Position?.Longitude}, {request.Position?.Accuracy}, {punch.DistanceMetres}, {request.Device}, {actor.Address}, '')
            ON CONFLICT (staff_id, key) DO UPDATE SET remark = held.remark RETURNING at AS "Value"
            """).ToListAsync(cancel);
        return told with
        {
            Accepted = false, Outcome = Outcome, Clause = "考勤 一(二)",
            Sentence = $"服务器时钟异常，已收下，待核实。收到时服务器显示 {clock.Civil(at[0]):yyyy-MM-dd HH:mm}；您不用再按，科室核实后处理，不会因此记旷工。",
        };
    }
}
