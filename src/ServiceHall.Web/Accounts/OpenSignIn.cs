using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Accounts;

/// <summary>Opens a sign-in for somebody who has proved who they are, by whichever way, on record.</summary>
internal static class OpenSignIn
{
    private const int LongestDevice = 200;

    /// <summary>Adds the row and its audit; the caller commits.</summary>
    public static SignIn Add(HallDb db, Account account, Where where, DateTimeOffset now)
    {
        var signIn = new SignIn
        {
            Id = Guid.NewGuid(),
            StaffId = account.Id,
            Face = where.Face,
            At = now,
            LastSeenAt = now,
            Stamp = account.SecurityStamp!,
            Address = where.Address,
            Device = Cut.To(where.Device, LongestDevice),
        };
        db.Add(signIn);
        var face = where.Face == Face.Phone ? "手机" : "电脑";
        db.Audit.Add(Audit.Of(
            new Actor(account.Id, where.Address), now, "account.sign-in", $"staff {account.UserName}", AuditOutcome.Done,
            where.How.Length == 0 ? face : $"{face}，{where.How}"));
        return signIn;
    }

    /// <summary>Where somebody signs in.</summary>
    /// <param name="Device">How the browser names itself.</param>
    /// <param name="How">What was asked for beside the password, or in its place; empty: nothing.</param>
    internal sealed record Where(Face Face, string Address, string Device, string How = "");
}
