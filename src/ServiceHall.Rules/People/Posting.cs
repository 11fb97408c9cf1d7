namespace ServiceHall.Rules.People;

/// <summary>What a person is at the window (窗口工作人员、窗口负责人).</summary>
public enum PostRole
{
    /// <summary>窗口工作人员.</summary>
    Staff,

    /// <summary>窗口负责人: a leader's own leave is signed by others (请假 (二)1, 2).</summary>
    Leader,
}

/// <summary>On which footing a person is posted. All are counted alike.</summary>
public enum PostKind
{
    /// <summary>正式.</summary>
    Regular,

    /// <summary>临时.</summary>
    Temporary,

    /// <summary>替班.</summary>
    Substitute,
}

/// <summary>A person's posting at a window (在岗任职), from its first to its last day, both included.</summary>
/// <param name="Staff">Who.</param>
/// <param name="Window">Where.</param>
/// <param name="Role">As what.</param>
/// <param name="Kind">On which footing.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, itself included; null: still there.</param>
public sealed record Posting(StaffId Staff, WindowId Window, PostRole Role, PostKind Kind, DateOnly From, DateOnly? To)
{
    /// <summary>The last day; the end of all days where none is given.</summary>
    public DateOnly LastDay => To ?? DateOnly.MaxValue;

    /// <summary>Whether the person is posted here on the day.</summary>
    public bool Holds(DateOnly day) => From <= day && day <= LastDay;
}

/// <summary>A window (窗口): it belongs to a unit and stands in a hall.</summary>
/// <param name="Id">Which.</param>
/// <param name="Unit">The unit (窗口单位) that staffs it.</param>
/// <param name="Site">The hall; null: the position of its people is not checked.</param>
public sealed record Window(WindowId Id, string Unit, SiteId? Site);
