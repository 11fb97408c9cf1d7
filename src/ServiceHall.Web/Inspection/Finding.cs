using ServiceHall.Rules.Inspection;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Inspection;

/// <summary>What an inspection saw at a window (问题). What was logged is not written over; verification and filing are added.</summary>
internal sealed class Finding
{
    public int Id { get; init; }

    /// <summary>Given by the form, so that sending it twice logs it once.</summary>
    public Guid Key { get; init; }

    /// <summary>When it was found, in whole seconds.</summary>
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>The hall's civil day of that.</summary>
    public DateOnly Day { get; init; }
    public InspectionKind Inspection { get; init; }
    public int WindowId { get; init; }
    public Window? Window { get; init; }

    /// <summary>Who; null: nobody is named.</summary>
    public int? StaffId { get; init; }
    public StaffMember? Staff { get; init; }

    /// <summary>The score item.</summary>
    public required string Code { get; init; }

    /// <summary>Pieces, days or times, from 1 on.</summary>
    public int Quantity { get; init; }
    public bool IsSevere { get; init; }
    public required string Note { get; init; }
    public int? LoggedById { get; init; }
    public StaffMember? LoggedBy { get; init; }
    public DateTimeOffset LoggedAt { get; init; }

    /// <summary>查实; null: not yet, or the item does not need it.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }
    public int? VerifiedById { get; set; }
    public StaffMember? VerifiedBy { get; init; }

    /// <summary>
    /// From when on the window may see it and it counts. Unannounced visits are filed by the section later (检查 三(三));
    /// everything else is filed as it is logged.
    /// </summary>
    public DateTimeOffset? FiledAt { get; set; }
    public List<FindingPhoto> Photos { get; init; } = [];
    public uint Version { get; init; }
}

/// <summary>A photo of a finding, or of one that is still being written.</summary>
internal sealed class FindingPhoto
{
    public Guid Id { get; init; }

    /// <summary>Null: its finding is not logged yet.</summary>
    public int? FindingId { get; set; }
    public int UploadedById { get; init; }
    public DateTimeOffset UploadedAt { get; init; }
    public required string ContentType { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }
    public int Size { get; init; }
}

/// <summary>The photo itself, apart from what lists read.</summary>
internal sealed class PhotoContent
{
    public Guid Id { get; init; }
    public FindingPhoto? Photo { get; init; }
    public required byte[] Bytes { get; init; }
}

/// <summary>What somebody has written of a finding that is not logged yet.</summary>
internal sealed class FindingDraft
{
    public int StaffId { get; init; }

    /// <summary>The form as JSON.</summary>
    public required string Content { get; set; }
    public DateTimeOffset SavedAt { get; set; }
}
