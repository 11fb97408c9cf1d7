using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Leave;

/// <summary>A request for leave (请假), the electronic form of the written one (请假 (一)).</summary>
internal sealed class LeaveRequest
{
    /// <summary>The longest reason or remark.</summary>
    public const int ReasonLength = 400;

    public int Id { get; init; }

    /// <summary>Made by the form: the same form sent again is the same request.</summary>
    public Guid Key { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }

    /// <summary>The kind's code, one of the rulebook's: <c>personal</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its first moment, a whole minute.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end, a whole minute, itself outside. Coming back early, or being sent back meanwhile, brings it forward.</summary>
    public required DateTimeOffset To { get; set; }

    /// <summary>The end that was asked for.</summary>
    public required DateTimeOffset AskedTo { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The request that this one extends (续假); null: none.</summary>
    public int? ExtendsId { get; init; }
    public LeaveRequest? Extends { get; init; }
    public Guid? AttachmentId { get; init; }
    public Attachment? Attachment { get; init; }

    /// <summary>The level of signing as measured when the signatures were asked for, before that when it was handed in: its code, and the reason in a sentence with its clause.</summary>
    public required string Tier { get; set; }
    public required string TierClause { get; set; }
    public required string TierSentence { get; set; }

    /// <summary>The cover person (B 岗, 请假 (二)); null: another has to be asked, or the section recorded it without.</summary>
    public int? CoverId { get; set; }
    public StaffMember? Cover { get; init; }
    public DateTimeOffset? CoverAcceptedAt { get; set; }

    /// <summary>Who is asked to take the cover over from the one who accepted; null: nobody.</summary>
    public int? NextCoverId { get; set; }
    public StaffMember? NextCover { get; init; }
    public LeaveState State { get; set; }

    /// <summary>The number of its last step.</summary>
    public int Turn { get; set; }

    /// <summary>Refused, cancelled, or sent back before any of it counted: as if it had never been asked for.</summary>
    public bool IsVoid { get; set; }

    /// <summary>Why the section accepted it although it was handed in after its start (override); null: it did not.</summary>
    public string? OverriddenFor { get; set; }

    /// <summary>When somebody on leave came back by a punch; null: nobody did.</summary>
    public DateTimeOffset? ReturnedAt { get; set; }

    /// <summary>When the cover person was last reminded: of the answer that is missing, or, once they cover, of the other's return; null: not yet.</summary>
    public DateTimeOffset? ReturnTold { get; set; }
    public List<LeaveSignature> Signatures { get; init; } = [];
    public List<LeaveStep> Steps { get; init; } = [];
    public uint Version { get; init; }

    /// <summary>Whether it counts for its person, or may yet: it was in time, or was accepted all the same (请假 (一)).</summary>
    public bool MayCount => !IsVoid && (SubmittedAt <= From || OverriddenFor is not null);

    /// <summary>Whether something of it was taken by then and counts, so that sending it back leaves that as it is.</summary>
    public bool WouldStand(DateTimeOffset now) => now > From && (SubmittedAt <= From || OverriddenFor is not null);

    /// <summary>Who covers or is asked to.</summary>
    public IEnumerable<int> Covers => new[] { CoverId, NextCoverId }.OfType<int>();

    /// <summary>Whether the cover can pass from one who accepted to another: it is neither over nor ended.</summary>
    public bool MayPassCover(DateTimeOffset now) =>
        CoverAcceptedAt is not null && State is LeaveState.WaitsForSignatures or LeaveState.Approved or LeaveState.Filed && now < To;

    /// <summary>What the audit calls it.</summary>
    public string Subject => $"leave {Id}";
}

/// <summary>One signature that a request needs (签批), asked for when the cover person has accepted.</summary>
internal sealed class LeaveSignature
{
    public int Id { get; init; }
    public int LeaveId { get; init; }
    public LeaveRequest? Leave { get; init; }

    /// <summary>As what somebody signs.</summary>
    public LeaveSigner Signer { get; init; }

    /// <summary>Why this signature, in a sentence: which clause, or in whose place.</summary>
    public required string Why { get; init; }
    public DateTimeOffset Since { get; init; }

    /// <summary>When those who may sign were reminded; null: not yet.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    /// <summary>The next level, to which it rose because nobody decided; null: it did not.</summary>
    public LeaveSigner? RaisedTo { get; set; }
    public DateTimeOffset? RaisedAt { get; set; }

    /// <summary>Agreed or not; null: it waits. It never passes by waiting.</summary>
    public bool? Approves { get; set; }
    public int? DecidedById { get; set; }
    public StaffMember? DecidedBy { get; init; }

    /// <summary>For whom the delegate signed; null: for themselves.</summary>
    public int? OnBehalfOfId { get; set; }
    public StaffMember? OnBehalfOf { get; init; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string Remark { get; set; } = "";
}

/// <summary>One change of a request: who, when, from which state to which. It is added and never changed.</summary>
internal sealed class LeaveStep
{
    public long Id { get; init; }
    public int LeaveId { get; init; }
    public LeaveRequest? Leave { get; init; }

    /// <summary>1, 2, 3 within its request.</summary>
    public int Turn { get; init; }
    public LeaveAct Act { get; init; }

    /// <summary>Null: it came into being.</summary>
    public LeaveState? FromState { get; init; }
    public LeaveState ToState { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Who did it; null: the hall's own schedule.</summary>
    public int? ActorId { get; init; }
    public StaffMember? Actor { get; init; }

    /// <summary>Reason or remark.</summary>
    public required string Remark { get; init; }
}

/// <summary>Somebody signs for an approver for some days (委托代签), on record.</summary>
internal sealed class Delegation
{
    public int Id { get; init; }

    /// <summary>Whose duty.</summary>
    public int FromId { get; init; }
    public StaffMember? From { get; init; }

    /// <summary>Who signs.</summary>
    public int ToId { get; init; }
    public StaffMember? To { get; init; }
    public required DateOnly First { get; init; }

    /// <summary>The last day, itself included; brought forward when it is ended early.</summary>
    public required DateOnly Last { get; set; }
    public required string Reason { get; init; }
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>When it was ended early; null: it was not.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public uint Version { get; init; }
}

/// <summary>As what somebody signs leave. The order is that of the levels: what waits too long rises to the next.</summary>
internal enum LeaveSigner
{
    /// <summary>窗口负责人.</summary>
    WindowLeader,

    /// <summary>The section agrees to a cover person from another window (请假 (二), our reading).</summary>
    Section,

    /// <summary>科室负责人.</summary>
    SectionHead,

    /// <summary>派驻单位主管领导.</summary>
    UnitLeader,

    /// <summary>大厅主管领导.</summary>
    HallLeader,
}

/// <summary>How signers are called.</summary>
internal static class LeaveSigners
{
    public static LeaveSigner Of(Approver approver) => approver switch
    {
        Approver.WindowLeader => LeaveSigner.WindowLeader,
        Approver.SectionHead => LeaveSigner.SectionHead,
        Approver.UnitLeader => LeaveSigner.UnitLeader,
        Approver.HallLeader => LeaveSigner.HallLeader,
        _ => throw new ArgumentOutOfRangeException(nameof(approver), approver, "An approver without a place among the signers."),
    };

    public static string Title(this LeaveSigner signer) => signer switch
    {
        LeaveSigner.WindowLeader => Approver.WindowLeader.Title(),
        LeaveSigner.Section => "政务服务管理科",
        LeaveSigner.SectionHead => Approver.SectionHead.Title(),
        LeaveSigner.UnitLeader => Approver.UnitLeader.Title(),
        LeaveSigner.HallLeader => Approver.HallLeader.Title(),
        _ => throw new ArgumentOutOfRangeException(nameof(signer), signer, "A signer without a name."),
    };
}
