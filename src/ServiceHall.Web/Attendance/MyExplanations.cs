using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>A person's own explanations, and whether a slot can be explained now.</summary>
internal sealed class MyExplanations(IDbContextFactory<HallDb> factory, TimeProvider clock, ExplainSlot explain)
{
    private const int DaysBack = 92;
    private const int Most = 30;

    /// <param name="Fault">What is wrong with the slot that was asked about; null: it cannot be explained.</param>
    /// <param name="WhyNot">Why it cannot be; null: it can, or none was asked about.</param>
    /// <param name="Latest">The newest first.</param>
    internal sealed record Found(string? Fault, Refusal? WhyNot, IReadOnlyList<Explanation> Latest);

    public async Task<Answer<Found>> Run(Actor actor, (DateOnly Day, DayPart Part, PunchAction Action)? slot, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.my-explanations", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (fault, whyNot) = ((string?)null, (Refusal?)null);
        if (slot is { } one)
        {
            var looked = await explain.Look(act.Db, actor.StaffId, one.Day, one.Part, one.Action, cancel);
            (fault, whyNot) = (looked.Refusal is null ? looked.Value : null, looked.Refusal);
        }

        var since = act.Today.AddDays(-DaysBack);
        var latest = await act.Db.Set<Explanation>().AsNoTracking().Where(row => row.StaffId == actor.StaffId && row.Day >= since)
            .OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancel);
        return new Found(fault, whyNot, latest);
    }
}
