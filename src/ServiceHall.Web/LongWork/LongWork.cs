using ServiceHall.Web.People;

namespace ServiceHall.Web.LongWork;

/// <summary>How a long work stands.</summary>
public enum WorkState
{
    /// <summary>Nobody has begun it.</summary>
    Waiting,

    /// <summary>Somebody runs it, or did until their server ended.</summary>
    Running,

    /// <summary>It came to its end; what it said stands in <see cref="LongWork.Result"/>.</summary>
    Done,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>It ended in a fault of the program.</summary>
    Failed,
}

/// <summary>
/// Work that somebody started and that takes longer than a page waits (后台任务). The row is all that a server needs to do
/// it, or to go on with it after another one was killed.
/// </summary>
internal sealed class LongWork
{
    public int Id { get; init; }

    /// <summary>The code of its kind: <see cref="ILongWork.Code"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The form that it was confirmed in: pressed twice, it is one work.</summary>
    public Guid Key { get; init; }

    /// <summary>What its kind needs to know, as JSON.</summary>
    public required string Parameters { get; init; }

    public int StarterId { get; init; }

    public StaffMember? Starter { get; init; }

    /// <summary>The network address that it was started from, for the audit of what it does.</summary>
    public required string Address { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public WorkState State { get; set; }

    /// <summary>What it is at, in a few words.</summary>
    public string Stage { get; set; } = "";

    /// <summary>How much of <see cref="Total"/> is done.</summary>
    public int Done { get; set; }

    /// <summary>0: nobody knows how much there is to do.</summary>
    public int Total { get; set; }

    /// <summary>How far it is for good, in its kind's words as JSON; written with the facts. Null: nothing is.</summary>
    public string? Reached { get; set; }

    /// <summary>How often a server took it. Only the latest may write to it.</summary>
    public int Runs { get; set; }

    /// <summary>The scheduler's job that it waits in; null: it was not handed over yet.</summary>
    public string? Job { get; set; }

    /// <summary>When a server first took it.</summary>
    public DateTimeOffset? BegunAt { get; set; }

    public DateTimeOffset? StopAskedAt { get; set; }

    public int? StopAskedById { get; set; }

    public StaffMember? StopAskedBy { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What came of it, in a sentence; empty: it has not come to its end.</summary>
    public string Result { get; set; } = "";

    /// <summary>Whether the regulation or the data said no, and <see cref="Result"/> says why.</summary>
    public bool IsRefused { get; set; }

    /// <summary>What the fault said; empty: there was none.</summary>
    public string Fault { get; set; } = "";

    public uint Version { get; init; }

    /// <summary>Whether somebody works at it, or will.</summary>
    public bool IsOpen => State is WorkState.Waiting or WorkState.Running;
}

/// <summary>What was handed in for a long work, or what came of it, until <see cref="ExpireWorkFiles"/> deletes it.</summary>
internal sealed class WorkFile
{
    public int WorkId { get; init; }

    /// <summary>Whether it came of the work; false: it was handed in for it.</summary>
    public bool IsResult { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Bytes { get; init; }
}
