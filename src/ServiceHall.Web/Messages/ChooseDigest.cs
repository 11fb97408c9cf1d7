using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>Everybody says for themselves whether they want the digest at the day's end.</summary>
internal sealed class ChooseDigest(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Whether the actor is told the digest.</summary>
    public async Task<Answer<bool>> IsOn(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "messages.digest", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return !await act.Db.Set<DigestOff>().AnyAsync(off => off.StaffId == act.Rights.StaffId, cancel);
    }

    /// <summary>Switches it on or off.</summary>
    public async Task<Answer<Done>> Run(Actor actor, bool on, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "messages.digest", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        // The second press of two made at once finds it as it should be.
        if (on)
            await act.Db.Set<DigestOff>().Where(off => off.StaffId == act.Rights.StaffId).ExecuteDeleteAsync(cancel);
        else
            await act.Db.Database.ExecuteSqlAsync($"INSERT INTO digest_off (staff_id, since) VALUES ({act.Rights.StaffId}, {act.Now}) ON CONFLICT DO NOTHING", cancel);
        act.Record($"staff {act.Rights.Number}", on ? "接收今日小结" : "不接收今日小结");
        await act.Commit(cancel);
        return new Done();
    }
}
