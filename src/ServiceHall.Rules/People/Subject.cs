namespace ServiceHall.Rules.People;

/// <summary>Whether a score is a person's or a window's.</summary>
public enum SubjectKind
{
    /// <summary>个人.</summary>
    Person,

    /// <summary>窗口.</summary>
    Window,
}

/// <summary>Whose score an entry changes: a person or a window (考核 一).</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Id">Staff number or window id.</param>
public readonly record struct Subject(SubjectKind Kind, string Id) : IComparable<Subject>
{
    /// <summary>A person.</summary>
    public static Subject Of(StaffId staff) => new(SubjectKind.Person, staff.Text);

    /// <summary>A window.</summary>
    public static Subject Of(WindowId window) => new(SubjectKind.Window, window.Text);

    /// <summary><c>person</c> or <c>window</c>, as results write it.</summary>
    public string KindCode => Kind == SubjectKind.Person ? "person" : "window";

    /// <summary>People before windows, then by id.</summary>
    public int CompareTo(Subject other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Id, other.Id);

    /// <summary>个人 1001 or 窗口 W01.</summary>
    public override string ToString() => (Kind == SubjectKind.Person ? "个人 " : "窗口 ") + Id;
}
