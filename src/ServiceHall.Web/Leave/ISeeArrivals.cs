using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Somebody signed in for a session.</summary>
internal sealed record Arrival(int StaffId, DateTimeOffset At, DateOnly Day, DayPart Part);

/// <summary>Says who has come to work. The chapter of leave need not know how that is found out.</summary>
internal interface ISeeArrivals
{
    /// <summary>The accepted sign-ins of some people, the oldest first.</summary>
    /// <param name="last">Itself included.</param>
    Task<IReadOnlyList<Arrival>> Read(HallDb db, IReadOnlyCollection<int> staffIds, DateOnly first, DateOnly last, CancellationToken cancel);
}
