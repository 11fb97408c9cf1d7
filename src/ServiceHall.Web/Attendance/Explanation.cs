using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Why a slot of a day went wrong (情况说明), in the words of the person. It waits for the section; accepted, it lifts the
/// points of its slot and turns truancy into absence, and never changes the punch. What was decided stays.
/// </summary>
internal sealed class Explanation
{
    /// <summary>The longest text or remark.</summary>
    public const int TextLength = 400;

    public int Id { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }
    public required DateOnly Day { get; init; }
    public DayPart Part { get; init; }
    public PunchAction Action { get; init; }

    /// <summary>The slot as the ledger refers to it: <c>2026-11-19/am/in</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>What was wrong when it was handed in, in a few words: 迟到 12 分钟.</summary>
    public required string Fault { get; init; }
    public required string Text { get; init; }
    public Guid? AttachmentId { get; init; }
    public Attachment? Attachment { get; init; }
    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>What the section says; null: it waits.</summary>
    public bool? Accepted { get; set; }
    public int? DecidedById { get; set; }
    public StaffMember? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string Remark { get; set; } = "";
    public uint Version { get; init; }

    /// <summary>What people call the slot: 上午签到.</summary>
    public string Slot => Part.Title() + Action.Title();

    /// <summary>Where it stands, in a word or two.</summary>
    public string State => Accepted switch { null => "待科室处理", true => "已接受", false => "未接受" };

    /// <summary>Why what it is about is shown and does not count; null: it counts.</summary>
    public string? Freezes => Accepted switch { null => "情况说明待科室处理，暂不计分", true => "情况说明已接受，正在冲销", false => null };

    /// <summary>What the audit calls it.</summary>
    public string Subject => $"explanation {Id}";

    /// <summary>How the ledger refers to a slot.</summary>
    public static string ReferenceOf(DateOnly day, DayPart part, PunchAction action) => $"{day:yyyy-MM-dd}/{part.Code()}/{action.Code()}";
}

/// <summary>Which explanations matter to what counts.</summary>
internal static class ExplanationQueries
{
    /// <summary>Those that wait for the section: what they are about is frozen.</summary>
    public static IQueryable<Explanation> Waiting(this HallDb db) => db.Set<Explanation>().Where(explanation => explanation.Accepted == null);

    /// <summary>
    /// Those that keep what they are about from counting: they wait, or they were accepted and what they lift is not taken
    /// back yet.
    /// </summary>
    public static IQueryable<Explanation> Freezing(this HallDb db) => db.Set<Explanation>().Where(explanation => explanation.Accepted != false);
}
