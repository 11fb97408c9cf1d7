using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>How a line of the timetable stands: its last run, its failures, whether it is paused. One row for each line.</summary>
internal sealed class TimetableState
{
    /// <summary>The line's name.</summary>
    public required string Line { get; init; }

    /// <summary>When the last run began; null: it never ran.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>How long the last run took.</summary>
    public int Milliseconds { get; set; }

    /// <summary>When a run last came to its end without a fault; null: none did.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Runs in a row that ended in a fault, up to the last one; 0: the last one did not.</summary>
    public int Failures { get; set; }

    /// <summary>After a fault: before this moment only the retry runs. Null: nothing is waited for.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>When the administrator was told of the failures that last; null: nothing was told.</summary>
    public DateTimeOffset? AlertedAt { get; set; }

    /// <summary>Since when it is paused; null: it is not.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Who paused it.</summary>
    public int? PausedById { get; set; }

    public StaffMember? PausedBy { get; init; }

    /// <summary>Why it is paused.</summary>
    public string? PauseReason { get; set; }
}

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    /// <summary>It was asked for and has not begun, or goes on.</summary>
    Running,
    Done,
    Failed,

    /// <summary>Another run of the same line was under way, or the line was paused meanwhile.</summary>
    Skipped,
}

/// <summary>
/// A run that people may want to see: it changed something, ended in a fault, or somebody asked for it. Runs that found
/// nothing to do leave only the line's state, or each minute would leave a row.
/// </summary>
internal sealed class TimetableRun
{
    public long Id { get; init; }

    /// <summary>The line's name.</summary>
    public required string Line { get; init; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null: it has not ended, or its server did not live to say so.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public int Milliseconds { get; set; }
    public RunOutcome Outcome { get; set; }

    /// <summary>How much it changed, in the line's unit.</summary>
    public int Changed { get; set; }

    /// <summary>The periods that it did, such as <c>2026-11-19/am</c>; empty: it has none.</summary>
    public string Periods { get; set; } = "";

    /// <summary>What the fault said; empty: there was none.</summary>
    public string Fault { get; set; } = "";

    /// <summary>Who asked for it; null: the timetable.</summary>
    public int? AskedById { get; init; }

    public StaffMember? AskedBy { get; init; }
}

internal sealed class TimetableTables : IEntityTypeConfiguration<TimetableState>, IEntityTypeConfiguration<TimetableRun>
{
    /// <summary>The longest list of periods, and the longest sentence of a fault.</summary>
    public const int Longest = 400;

    public void Configure(EntityTypeBuilder<TimetableState> table)
    {
        table.HasKey(state => state.Line);
        table.Property(state => state.Line).HasMaxLength(50);
        table.HasOne(state => state.PausedBy).WithMany().HasForeignKey(state => state.PausedById).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TimetableRun> table)
    {
        table.Property(run => run.Line).HasMaxLength(50);
        table.Property(run => run.Periods).HasMaxLength(Longest).IsMadeToFit();
        table.Property(run => run.Fault).HasMaxLength(Longest).IsMadeToFit();
        table.HasIndex(run => new { run.Line, run.StartedAt });
        table.HasOne(run => run.AskedBy).WithMany().HasForeignKey(run => run.AskedById).OnDelete(DeleteBehavior.Restrict);
    }
}
