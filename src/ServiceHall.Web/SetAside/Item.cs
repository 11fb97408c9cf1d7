using Period = ServiceHall.Rules.Calendar.Period;

namespace ServiceHall.Web.SetAside;

/// <summary>What a job works on one by one.</summary>
/// <param name="Line">Which work.</param>
/// <param name="Key">Which of its items; no two of a line have the same.</param>
/// <param name="What">What people call it.</param>
internal sealed record Item(string Line, string Key, string What)
{
    /// <summary>The days of attendance that stay open while it is set aside; null: none.</summary>
    public Period? Days { get; init; }

    /// <summary>Whose; null: it is not about one person.</summary>
    public int? StaffId { get; init; }
}
