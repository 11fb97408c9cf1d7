using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>Says which days stand, and postings on them. The people's chapter need not know why.</summary>
internal interface IKeepDays
{
    /// <summary>Why postings on a stretch of days may not change; null: they may.</summary>
    /// <param name="last">Itself included.</param>
    Task<Refusal?> RefusalFor(HallDb db, DateOnly first, DateOnly last, CancellationToken cancel);
}
