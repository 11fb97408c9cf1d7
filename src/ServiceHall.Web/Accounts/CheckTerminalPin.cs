using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Accounts;

/// <summary>Finds out whose staff number and digits were typed at a terminal. After 5 failures they are locked for 15 minutes.</summary>
internal sealed class CheckTerminalPin(
    IDbContextFactory<HallDb> factory, TimeProvider clock, IPasswordHasher<Account> hasher, HallMeter meter)
{
    /// <summary>The answer to whatever does not fit: it tells nobody who exists, and who has set digits.</summary>
    public static Refusal Wrong { get; } = new(
        $"工号或终端密码不正确。连续 {AccountsModule.FailuresBeforeLock} 次不正确锁定 {AccountsModule.LockMinutes} 分钟；没有设置或忘记终端密码的，请在手机或电脑的“我的”页面设置，设置后即解锁。");

    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(AccountsModule.LockMinutes);

    // Somebody unknown costs the same time as somebody known, so that times tell nobody who exists.
    private readonly string _nobodysHash = hasher.HashPassword(new Account(), Guid.NewGuid().ToString());

    /// <summary>Who it is.</summary>
    internal sealed record Person(int StaffId, string Name);

    /// <param name="terminal">What the audit calls the terminal.</param>
    /// <param name="address">Where it asks from.</param>
    public async Task<Answer<Person>> Run(string number, string pin, string terminal, string address, CancellationToken cancel)
    {
        var (now, today, typed) = (clock.GetUtcNow(), clock.Today(), Fold.Key(number));
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var person = await db.Staff.AsNoTracking().Where(staff => staff.LeftOn == null || staff.LeftOn >= today).Numbered(number)
            .Select(staff => new Person(staff.Id, staff.Name)).SingleOrDefaultAsync(cancel);
        // Locked, so that guesses made at once are counted one by one.
        var kept = person is null
            ? null
            : await db.Set<TerminalPin>().FromSql($"SELECT * FROM terminal_pin WHERE staff_id = {person.StaffId} FOR UPDATE").AsTracking().SingleOrDefaultAsync(cancel);
        var failure = Check(kept, pin, now);
        if (failure is var (kind, reason))
        {
            meter.SignInFailed("terminal", kind);
            // Whoever is nobody is counted by where the terminal asks from.
            var actor = new Actor(person?.StaffId ?? 0, address);
            var refused = Audit.Of(actor, now, "punch.terminal", terminal, AuditOutcome.Refused, $"工号 {typed}：{reason}");
            await NoteRefused.Add(db, refused, $"punch.terminal {kind}", cancel);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return failure is null ? person! : Wrong;
    }

    // What the audit keeps; who stands before the terminal is told one thing, whatever it is. Each costs one slow hash.
    private (string Kind, string Reason)? Check(TerminalPin? kept, string pin, DateTimeOffset now)
    {
        var isRight = hasher.VerifyHashedPassword(new Account(), kept?.Hash ?? _nobodysHash, pin) != PasswordVerificationResult.Failed;
        if (kept is null)
            return ("unknown", "没有这个人，或没有设置终端密码");
        if (kept.LockedUntil > now)
            return ("locked", "终端密码已锁定");
        if (isRight)
        {
            (kept.Failures, kept.LockedUntil) = (0, null);
            return null;
        }

        kept.Failures++;
        if (kept.Failures < AccountsModule.FailuresBeforeLock)
            return ("wrong", "终端密码不正确");
        (kept.Failures, kept.LockedUntil) = (0, now + LockFor);
        return ("locked", $"终端密码不正确，自此锁定到 {clock.Civil(now + LockFor):HH:mm}");
    }
}
