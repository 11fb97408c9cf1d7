using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Shows before sending what a request measures, who must sign it and why, what speaks against it, and what it leads to.</summary>
internal sealed class PreviewLeave(IDbContextFactory<HallDb> factory, TimeProvider clock, JudgeLeave judge)
{
    public async Task<Answer<JudgedLeave>> Run(Actor actor, LeaveForm form, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.preview", null, cancel);
        return act.Refusal is { } refusal ? refusal : await judge.Run(act.Db, act.Rights, await judge.Trim(act.Db, form, cancel), cancel);
    }
}
