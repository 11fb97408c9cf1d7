using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>Says what shows that a posting was real. The people's chapter need not know what that is.</summary>
internal interface IRestOnPostings
{
    /// <summary>Why a posting cannot be taken back as if it had never been; null: nothing rests on it.</summary>
    Task<Refusal?> RefusalFor(HallDb db, Posting posting, CancellationToken cancel);
}
