using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>
/// Tells the person, and for accounts that need two also the audit administrators, what is done about an account, in the
/// transaction that does it: nobody opens another one's account without a word.
/// </summary>
internal static class CodeNews
{
    private const string Warning = "若非您本人要求，请立即告诉科长或审计管理员。";

    /// <summary>Where both faces show the account.</summary>
    public const string Address = "/account";

    /// <summary>A code was issued.</summary>
    /// <param name="by">Who issued it, as people read it.</param>
    public static Task Issued(HallDb db, Told told, string by, CancellationToken cancel) =>
        Tell(db, told, $"{by}为您的帐号发放了一次性代码，持有代码者可以设置您的密码。{Warning}",
            $"{by}为 {told.Number} 的帐号发放了一次性代码。", cancel);

    /// <summary>A code was used: the password is another one now.</summary>
    public static Task Used(HallDb db, Told told, string by, CancellationToken cancel) =>
        Tell(db, told, $"您的密码刚才由一次性代码设置（{by}发放），以前的登录已全部结束。{Warning}",
            $"{told.Number} 的密码由一次性代码设置（{by}发放）。", cancel);

    /// <summary>Something was asked for, signed or refused.</summary>
    public static Task Asked(HallDb db, Told told, string what, CancellationToken cancel) =>
        Tell(db, told, $"您的帐号：{what}。{Warning}", $"{told.Number} 的帐号：{what}。", cancel);

    /// <summary>Who a code comes from, as people read it.</summary>
    /// <param name="name">Null: the server itself, by whoever runs it.</param>
    public static string By(string? name) => name is null ? "服务器本机" : $"系统管理员{name}";

    private static async Task Tell(HallDb db, Told told, string toPerson, string toAudit, CancellationToken cancel)
    {
        Message.Tell(db, told.Now, [told.StaffId], MessageKind.System, toPerson, Address);
        if (!SecondSigners.IsProtected(told.Roles))
            return;
        var audit = await db.RoleGrants.Where(grant => grant.Role == HallRole.AuditAdministrator)
            .Select(grant => grant.StaffId).ToListAsync(cancel);
        Message.Tell(db, told.Now, audit.Where(id => id != told.StaffId), MessageKind.System, toAudit, "/desk/audit");
    }

    /// <summary>Whose account it is about, and when.</summary>
    internal sealed record Told(int StaffId, string Number, IReadOnlyCollection<HallRole> Roles, DateTimeOffset Now);
}
