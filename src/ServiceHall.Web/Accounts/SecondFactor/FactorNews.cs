using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>Tells a person what was changed about their second factors, and the audit, in the transaction of the change.</summary>
internal static class FactorNews
{
    public static void Tell(HallDb db, Account account, Actor actor, DateTimeOffset now, string action, string what)
    {
        Message.Tell(db, now, [account.Id], MessageKind.System, $"您的双重验证：{what}。若非您本人操作，请立即修改密码，并告诉科长或审计管理员。", CodeNews.Address);
        db.Audit.Add(Audit.Of(actor, now, action, $"staff {account.UserName}", AuditOutcome.Done, what));
    }
}
