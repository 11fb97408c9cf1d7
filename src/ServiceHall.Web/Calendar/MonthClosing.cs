using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>
/// A month of attendance that is closed (月结): its facts stay as they are. The section head may open it again for a
/// reason; then this row says so, and the next closing is another row.
/// </summary>
internal sealed class MonthClosing
{
    public int Id { get; init; }

    /// <summary>The month's first day.</summary>
    public required DateOnly Month { get; init; }
    public DateTimeOffset ClosedAt { get; init; }

    /// <summary>Who closed it.</summary>
    public int ClosedById { get; init; }
    public StaffMember? ClosedBy { get; init; }
    public DateTimeOffset? ReopenedAt { get; set; }
    public int? ReopenedById { get; set; }
    public StaffMember? ReopenedBy { get; init; }

    /// <summary>Why it was opened again; null: it is closed.</summary>
    public string? ReopenedFor { get; set; }
    public uint Version { get; init; }

    /// <summary>Held shared by whoever changes a fact of a month that is open, and alone by whoever closes one.</summary>
    public const long Lock = 4231;

    /// <summary>
    /// The first closed month that a stretch of days touches; null: none, and none of them closes before the caller's
    /// transaction ends.
    /// </summary>
    public static async Task<DateOnly?> Touching(HallDb db, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({Lock})", cancel);
        var from = new DateOnly(first.Year, first.Month, 1);
        return await db.Set<MonthClosing>().Where(closing => closing.ReopenedAt == null && closing.Month >= from && closing.Month <= last)
            .OrderBy(closing => closing.Month).Select(closing => (DateOnly?)closing.Month).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Why facts about a stretch of days may not change; null: no closed month is touched.</summary>
    public static async Task<Refusal?> RefusalFor(HallDb db, DateOnly first, DateOnly last, CancellationToken cancel) =>
        await Touching(db, first, last, cancel) is { } month
            ? new Refusal($"{month:yyyy 年 M 月}的考勤已经月结，不能再改动。确需改动的，请科长在“月结”页面写明原因后重新打开。", "考勤 一(五)", RefusalKind.Conflict)
            : null;
}

/// <summary>Tells the people's chapter that the postings of closed months stay as they are.</summary>
internal sealed class KeepClosedMonths : IKeepDays
{
    public Task<Refusal?> RefusalFor(HallDb db, DateOnly first, DateOnly last, CancellationToken cancel) => MonthClosing.RefusalFor(db, first, last, cancel);
}
