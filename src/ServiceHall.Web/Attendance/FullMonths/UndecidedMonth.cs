using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.FullMonths;

/// <summary>
/// A window's month whose full attendance (全员满勤的月, J8) is not decided for the results as they are now. Written in the
/// transaction that changes a result, deleted in the one that books what follows, so a month is decided exactly when
/// there is no row, whatever any clock said.
/// </summary>
internal sealed class UndecidedMonth
{
    /// <summary>The month's first day.</summary>
    public required DateOnly Month { get; init; }
    public required int WindowId { get; init; }

    /// <summary>Notes that results of a day have changed at some windows, in the caller's transaction.</summary>
    public static Task Note(HallDb db, DateOnly day, IEnumerable<int> windows, CancellationToken cancel)
    {
        var (month, ids) = (YearMonth.Of(day).Days.First, windows.Distinct().Order().ToArray());
        return ids.Length == 0 ? Task.CompletedTask : db.Database.ExecuteSqlAsync(
            $"INSERT INTO undecided_month (month, window_id) SELECT {month}, unnest({ids}) ON CONFLICT DO NOTHING", cancel);
    }
}

internal sealed class UndecidedMonthTables : IEntityTypeConfiguration<UndecidedMonth>
{
    public void Configure(EntityTypeBuilder<UndecidedMonth> table)
    {
        table.HasKey(row => new { row.Month, row.WindowId });
        table.HasOne<Window>().WithMany().HasForeignKey(row => row.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.ToTable(t => t.HasCheckConstraint("ck_undecided_month_first_day", "extract(day FROM month) = 1"));
    }
}
