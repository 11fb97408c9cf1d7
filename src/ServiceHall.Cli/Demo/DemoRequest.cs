using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>A request for leave; see the columns of <c>leave.csv</c>.</summary>
internal sealed class DemoRequest
{
    public const string Approved = "approved";
    public const string Refused = "refused";
    public const string Pending = "pending";

    public required DemoPerson Person { get; init; }
    public required string Kind { get; init; }
    public required Interval Time { get; init; }
    public required DateTime Submitted { get; set; }
    public string Decision { get; set; } = Approved;

    /// <summary>The section accepted it although it came after its start.</summary>
    public bool Override { get; set; }

    /// <summary>The B 岗 who takes over; null where nobody could or needed to.</summary>
    public DemoPerson? Cover { get; set; }
}
