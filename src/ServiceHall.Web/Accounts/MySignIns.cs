using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Lists one's own sign-ins that still hold, the latest used first.</summary>
internal sealed class MySignIns(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<IReadOnlyList<SignIn>> Run(Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var (desk, phone) = (clock.GetUtcNow() - CheckSignIn.DeskIdle, clock.GetUtcNow() - CheckSignIn.PhoneLifetime);
        return await db.SignIns.AsNoTracking()
            .Where(signIn => signIn.StaffId == actor.StaffId && signIn.EndedAt == null && signIn.Stamp == signIn.Account!.SecurityStamp
                && (signIn.Face == Face.Desk ? signIn.LastSeenAt >= desk : signIn.At >= phone))
            .OrderByDescending(signIn => signIn.LastSeenAt).ToListAsync(cancel);
    }
}
