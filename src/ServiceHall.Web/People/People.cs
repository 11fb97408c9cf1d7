using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People;

/// <summary>A unit that staffs windows (窗口单位).</summary>
internal sealed class Unit
{
    public int Id { get; init; }
    public required string Name { get; set => (field, NameKey) = (value, Fold.KeyOf(value, field, NameKey)); }

    /// <summary>The name as it is compared and looked up (<see cref="Fold"/>); unique.</summary>
    public string NameKey { get; private set; } = "";
    public uint Version { get; init; }
}

/// <summary>By what a hall's people show that they are in it.</summary>
internal enum SiteProof
{
    /// <summary>位置.</summary>
    Position,

    /// <summary>位置或动态码.</summary>
    PositionOrCode,

    /// <summary>仅动态码.</summary>
    Code,

    /// <summary>位置加动态码.</summary>
    PositionAndCode,
}

/// <summary>A hall or branch hall (大厅、分厅) with its fence.</summary>
internal sealed class Site
{
    public int Id { get; init; }

    /// <summary>How files name it.</summary>
    public required string Code { get; set => (field, CodeKey) = (value, Fold.KeyOf(value, field, CodeKey)); }

    /// <summary>The code as it is compared and looked up (<see cref="Fold"/>); unique.</summary>
    public string CodeKey { get; private set; } = "";
    public required string Name { get; set; }

    /// <summary>The fence's centre in WGS-84 degrees, taken on the spot.</summary>
    public required double Latitude { get; set; }
    public required double Longitude { get; set; }

    /// <summary>The fence's radius in metres.</summary>
    public required double RadiusMetres { get; set; }

    /// <summary>By what a punch shows that it was made here.</summary>
    public SiteProof Proof { get; set; }
    public uint Version { get; init; }
}

/// <summary>A window (窗口): it belongs to a unit and stands in a hall.</summary>
internal sealed class Window
{
    public int Id { get; init; }

    /// <summary>How files and the lobby name it.</summary>
    public required string Code { get; set => (field, CodeKey) = (value, Fold.KeyOf(value, field, CodeKey)); }

    /// <summary>The code as it is compared and looked up (<see cref="Fold"/>); unique.</summary>
    public string CodeKey { get; private set; } = "";
    public required string Name { get; set; }
    public int UnitId { get; set; }
    public Unit? Unit { get; init; }

    /// <summary>The hall; null: the position of its people is not checked.</summary>
    public int? SiteId { get; set; }
    public Site? Site { get; init; }
    public uint Version { get; init; }
}

/// <summary>Anybody whom the hall knows by a staff number (工号): posted at a window or not.</summary>
internal sealed class StaffMember
{
    public int Id { get; init; }

    /// <summary>工号, unique; people sign in with it.</summary>
    public required string Number { get; set => (field, NumberKey) = (value, Fold.KeyOf(value, field, NumberKey)); }

    /// <summary>The number as it is compared and looked up (<see cref="Fold"/>); unique.</summary>
    public string NumberKey { get; private set; } = "";
    public required string Name { get; set; }

    /// <summary>The last day on which the person may sign in; null: no end.</summary>
    public DateOnly? LeftOn { get; set; }
    public List<Posting> Postings { get; init; } = [];
    public uint Version { get; init; }
}

/// <summary>A person's posting at a window (在岗任职), both days included. Postings of one person never overlap.</summary>
internal sealed class Posting
{
    public int Id { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }
    public int WindowId { get; set; }
    public Window? Window { get; init; }
    public PostRole Role { get; set; }
    public PostKind Kind { get; set; }
    public required DateOnly From { get; set; }

    /// <summary>The last day, itself included; null: still there.</summary>
    public DateOnly? To { get; set; }

    /// <summary>When the hall began to know that the person is posted here or was before without a gap: what had begun by
    /// then is not owed (考勤 一(六)). Null: always.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }
    public uint Version { get; init; }
}
