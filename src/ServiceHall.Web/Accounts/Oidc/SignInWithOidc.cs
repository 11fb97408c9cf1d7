using System.Security.Claims;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.Oidc;

/// <summary>
/// Signs in whom the city's sign-in names by a staff number that has an account here. It makes no accounts, and takes nobody
/// past the second factor that the hall asks for.
/// </summary>
internal sealed class SignInWithOidc(
    IServiceScopeFactory scopes, TimeProvider clock, OidcSettings settings, FactorRequirement requirement, HallMeter meter)
{
    private const string How = "统一身份认证";

    public async Task<Answer<SignInWithPassword.Passed>> Run(ClaimsPrincipal? given, OpenSignIn.Where where, CancellationToken cancel)
    {
        var number = given?.FindFirstValue(settings.NumberClaim)?.Trim() ?? "";
        await using var scope = await AccountScope.Open(scopes, number, clock.Today(), cancel);
        var now = clock.GetUtcNow();
        if (scope.Account is not { } account)
        {
            meter.SignInFailed(where.Face == Face.Phone ? "phone" : "desk", "oidc");
            var why = given is null ? "没有通过统一身份认证" : number.Length == 0 ? $"没有声明 {settings.NumberClaim}" : "没有这个帐号";
            var refused = Audit.Of(new Actor(0, where.Address), now, "account.sign-in", $"staff {number}", AuditOutcome.Refused, $"{How}：{why}");
            await NoteRefused.Add(scope.Db, refused, "account.sign-in oidc", cancel);
            await scope.Commit(cancel);
            return new Refusal("统一身份认证没有给出本大厅的工号，或您在本大厅还没有帐号。请用工号和密码登录，或请系统管理员办理。");
        }

        var factors = await OwnFactors.Read(scope.Db, requirement, account.Id, cancel);
        if (factors.IsAsked)
        {
            scope.Db.Audit.Add(Audit.Of(
                new Actor(account.Id, where.Address), now, "account.first-step", $"staff {number}", AuditOutcome.Done, $"{How}，待第二步"));
            await scope.Commit(cancel);
            return new SignInWithPassword.Passed(null, new PartialSignIn(Guid.NewGuid(), account.Id, account.SecurityStamp!, where.Face));
        }

        var signIn = OpenSignIn.Add(scope.Db, account, where with { How = How }, now);
        await scope.Commit(cancel);
        return new SignInWithPassword.Passed(signIn, null);
    }
}
