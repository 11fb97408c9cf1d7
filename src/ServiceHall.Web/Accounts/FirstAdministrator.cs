using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// Makes the first administrator of an empty hall: once, and only for whoever can read the code that the server's
/// terminal shows.
/// </summary>
internal sealed class FirstAdministrator(IDbContextFactory<HallDb> factory, TimeProvider clock, PasswordRule rule, IPasswordHasher<Account> hasher)
{
    private const long Lock = 4202;

    internal sealed record Request(string SetupCode, string Number, string Name, string Password, string Address);

    /// <summary>The code of this run of the server, for its terminal.</summary>
    public string SetupCode { get; } = OneTimeCode.New();

    /// <summary>Whether the hall has nobody yet.</summary>
    public async Task<bool> IsWanted(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return !await db.Accounts.AnyAsync(cancel);
    }

    public async Task<Answer<Done>> Run(Request request, CancellationToken cancel)
    {
        var number = Incoming.Clean(request.Number);
        var name = Incoming.Clean(request.Name);
        if (number.Length is 0 or > 64 || name.Length is 0 or > 50 || number.Any(char.IsControl) || name.Any(char.IsControl))
            return new Refusal("请填写工号（1 至 64 个字符）和姓名（1 至 50 个字符）。");
        if (rule.Fault(request.Password, number) is { } fault)
            return new Refusal(fault);
        await using var act = await Act.Begin(factory, clock, Actor.Hall with { Address = request.Address }, "account.first-administrator", null, cancel);
        if (!CodeMatches(request.SetupCode))
        {
            return await act.RefuseAsNotAllowed("", new Refusal("初始化码不正确。它显示在启动服务的终端里，重新启动后会改变。"), cancel);
        }

        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        if (await act.Db.Accounts.AnyAsync(cancel))
            return new Refusal("大厅已经有帐号了，此页不再开放。请到登录页面登录。");
        var staff = await act.Db.Staff.Numbered(number).SingleOrDefaultAsync(cancel) ?? new StaffMember { Number = number, Name = name };
        if (staff.Id == 0)
            act.Db.Add(staff);
        await act.Db.SaveChangesAsync(cancel);
        var account = new Account
        {
            Id = staff.Id,
            UserName = staff.Number,
            NormalizedUserName = staff.Number.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
            PasswordSetAt = act.Now,
        };
        account.PasswordHash = hasher.HashPassword(account, request.Password);
        act.Db.Add(account);
        act.Db.Add(new RoleGrant { StaffId = staff.Id, Role = HallRole.SystemAdministrator });
        act.Record($"staff {number}", HallRole.SystemAdministrator.Chinese());
        await act.Commit(cancel);
        return new Done();
    }

    private bool CodeMatches(string code) => code.Length <= 64 && CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(OneTimeCode.Hash(code)), Encoding.ASCII.GetBytes(OneTimeCode.Hash(SetupCode)));
}
