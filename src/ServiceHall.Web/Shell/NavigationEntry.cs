using System.Security.Claims;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Shell;

/// <summary>One entry of the desk's navigation. Each chapter registers its own.</summary>
/// <param name="Order">Entries are shown by it; a group's entries stand together.</param>
/// <param name="Group">The heading above it; empty: none.</param>
/// <param name="Icon">The class of its icon.</param>
/// <param name="Right">What one needs to see it; null: everybody signed in.</param>
internal sealed record NavigationEntry(int Order, string Group, string Text, string Address, string Icon, Right? Right = null)
{
    /// <summary>Whether somebody is shown the entry.</summary>
    public bool IsFor(ClaimsPrincipal user) => Right is null || user.May(Right.Value);
}
