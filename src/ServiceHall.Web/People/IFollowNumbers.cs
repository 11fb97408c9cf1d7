using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>What names somebody by staff number follows when the number is corrected. The people's chapter need not know what that is.</summary>
internal interface IFollowNumbers
{
    /// <summary>A number was corrected, in the transaction of the correction.</summary>
    Task Follow(HallDb db, string before, string after, CancellationToken cancel);
}
