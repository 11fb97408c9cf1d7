using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Lists one's own sign-ins that still hold, the latest used first.</summary>
internal sealed class MySignIns(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<IReadOnlyList<SignIn>> Run(Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var holding = CheckSignIn.Holding(db, clock.GetUtcNow());
        return await holding.AsNoTracking()
            .Where(signIn => signIn.StaffId == actor.StaffId && (actor.SignInId == null || holding.Any(own => own.Id == actor.SignInId)))
            .OrderByDescending(signIn => signIn.LastSeenAt).ToListAsync(cancel);
    }
}
