using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Finds out whose staff number and digits were typed at a terminal. After 5 failures they are locked for 15 minutes.</summary>
internal sealed class CheckTerminalPin(
    IDbContextFactory<HallDb> factory, TimeProvider clock, IPasswordHasher<Account> hasher, HallMeter meter)
{
    /// <summary>The answer to whatever does not fit: it tells nobody who exists, and who has set digits.</summary>
    public static Refusal Wrong { get; } = new(
        $"工号或终端密码不正确。连续 {AccountsModule.FailuresBeforeLock} 次不正确将锁定 {AccountsModule.LockMinutes} 分钟；还没有设置终端密码的，请在手机或电脑的“我的”页面设置。");

    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(AccountsModule.LockMinutes);

    // Somebody unknown costs the same time as somebody known, so that times tell nobody who exists.
    private readonly string _nobodysHash = hasher.HashPassword(new Account(), Guid.NewGuid().ToString());

    /// <summary>Who it is.</summary>
    internal sealed record Person(int StaffId, string Name);

    /// <param name="terminal">What the audit calls the terminal.</param>
    /// <param name="address">Where it asks from.</param>
    public async Task<Answer<Person>> Run(string number, string pin, string terminal, string address, CancellationToken cancel)
    {
        var (now, today, typed) = (clock.GetUtcNow(), clock.Today(), number.Trim());
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var person = await db.Staff.AsNoTracking().Where(staff => staff.Number == typed && (staff.LeftOn == null || staff.LeftOn >= today))
            .Select(staff => new Person(staff.Id, staff.Name)).SingleOrDefaultAsync(cancel);
        // Locked, so that guesses made at once are counted one by one.
        var kept = person is null
            ? null
            : await db.Set<TerminalPin>().FromSql($"SELECT * FROM terminal_pin WHERE staff_id = {person.StaffId} FOR UPDATE").AsTracking().SingleOrDefaultAsync(cancel);
        var refusal = Check(kept, pin, now);
        if (refusal is not null)
        {
            var kind = kept is null ? "unknown" : refusal.Kind == RefusalKind.TooMany ? "locked" : "wrong";
            meter.SignInFailed("terminal", kind);
            db.Audit.Add(Audit.Of(person is null ? null : new Actor(person.StaffId, address), now, "punch.terminal", terminal, AuditOutcome.Refused, $"工号 {typed}：{refusal.Text}"));
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return refusal is null ? person! : refusal;
    }

    private Refusal? Check(TerminalPin? kept, string pin, DateTimeOffset now)
    {
        if (kept is null)
        {
            hasher.VerifyHashedPassword(new Account(), _nobodysHash, pin);
            return Wrong;
        }

        if (kept.LockedUntil > now)
            return Locked(kept.LockedUntil.Value);
        if (hasher.VerifyHashedPassword(new Account(), kept.Hash, pin) != PasswordVerificationResult.Failed)
        {
            (kept.Failures, kept.LockedUntil) = (0, null);
            return null;
        }

        kept.Failures++;
        if (kept.Failures < AccountsModule.FailuresBeforeLock)
            return Wrong;
        (kept.Failures, kept.LockedUntil) = (0, now + LockFor);
        return Locked(kept.LockedUntil.Value);
    }

    private Refusal Locked(DateTimeOffset until) => new(
        $"连续 {AccountsModule.FailuresBeforeLock} 次不正确，终端密码已锁定到 {clock.Civil(until):HH:mm}。请稍后再试，或现在在手机、电脑上重新设置。", Kind: RefusalKind.TooMany);
}
