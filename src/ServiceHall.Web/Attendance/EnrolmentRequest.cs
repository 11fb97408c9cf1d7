using ServiceHall.Web.People;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// A window leader asks that somebody new be enrolled (入驻登记, 考勤 一(六)). The section enrols them or says why not; a day
/// on which it waited is owed by nobody.
/// </summary>
internal sealed class EnrolmentRequest
{
    /// <summary>The longest note or remark.</summary>
    public const int NoteLength = 200;

    public int Id { get; init; }
    public int WindowId { get; init; }
    public Window? Window { get; init; }

    /// <summary>The staff number that the person has or is to have.</summary>
    public required string Number { get; init => (field, NumberKey) = (value, Fold.Key(value)); }

    /// <summary>The number as it is compared (<see cref="Fold"/>): that of the person, where the hall knows them.</summary>
    public string NumberKey { get; private set; } = "";

    /// <summary>Says that it is about somebody whom the hall knows (<see cref="StaffNumbers"/>).</summary>
    public void IsOf(StaffMember person) => NumberKey = person.NumberKey;

    public required string Name { get; init; }
    public PostKind Kind { get; init; }

    /// <summary>The first day at the window.</summary>
    public required DateOnly From { get; init; }
    public required string Note { get; init; }
    public int AskedById { get; init; }
    public StaffMember? AskedBy { get; init; }
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>The civil day of asking: from here on the wait excuses.</summary>
    public required DateOnly AskedOn { get; init; }

    /// <summary>Whether the section enrolled the person; null: it waits.</summary>
    public bool? Accepted { get; set; }
    public int? DecidedById { get; set; }
    public StaffMember? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The civil day of the decision, the last one that the wait excuses; null: it waits.</summary>
    public DateOnly? DecidedOn { get; set; }
    public string Remark { get; set; } = "";
    public uint Version { get; init; }

    /// <summary>What the audit calls it.</summary>
    public string Subject => $"enrolment {Id}";
}
