using Microsoft.EntityFrameworkCore;
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

    /// <summary>The first closed month that a stretch of days touches; null: none.</summary>
    public static async Task<DateOnly?> Touching(HallDb db, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var from = new DateOnly(first.Year, first.Month, 1);
        return await db.Set<MonthClosing>().Where(closing => closing.ReopenedAt == null && closing.Month >= from && closing.Month <= last)
            .OrderBy(closing => closing.Month).Select(closing => (DateOnly?)closing.Month).FirstOrDefaultAsync(cancel);
    }
}
