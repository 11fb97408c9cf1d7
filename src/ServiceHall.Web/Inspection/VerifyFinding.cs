using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>The section verifies a finding (查实), or files an unannounced one (检查 三(三)); from then on it counts.</summary>
internal sealed class VerifyFinding(IDbContextFactory<HallDb> factory, TimeProvider clock, HallRulebook rulebook, IEnumerable<IFollowFindings> followers)
{
    /// <summary>查实: for items that give nothing before.</summary>
    public Task<Answer<Done>> Verify(Actor actor, int id, CancellationToken cancel) => Change(
        actor, id, "inspection.verify", (finding, now) =>
        {
            var item = rulebook.On(finding.Day).Scoring[finding.Code];
            if (!item.NeedsVerification)
                return new Refusal($"{item}不需要查实，已按规定处理。", item.Basis.Clause);
            if (finding.VerifiedAt is null)
                (finding.VerifiedAt, finding.VerifiedById) = (now, actor.IsHall ? null : actor.StaffId);
            return null;
        }, "查实", cancel);

    /// <summary>归档: an unannounced visit becomes visible to the window.</summary>
    public Task<Answer<Done>> File(Actor actor, int id, CancellationToken cancel) => Change(
        actor, id, "inspection.file", (finding, now) =>
        {
            finding.FiledAt ??= now;
            return null;
        }, "归档", cancel);

    private async Task<Answer<Done>> Change(
        Actor actor, int id, string action, Func<Finding, DateTimeOffset, Refusal?> change, string name, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, action, Right.VerifyFindings, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        // Locked, so that two who do it at once do it once.
        if (await act.Db.Set<Finding>().FromSql($"SELECT *, xmin FROM finding WHERE id = {id} FOR UPDATE").AsTracking()
            .SingleOrDefaultAsync(cancel) is not { } finding)
            return new Refusal("没有这条检查记录，请刷新列表。", Kind: RefusalKind.NotFound);
        if (change(finding, act.Now) is { } fault)
            return fault;
        if (finding.FiledAt is not null)
        {
            foreach (var follower in followers)
                await follower.Follow(act.Db, [FindingUnit.Of(finding, rulebook)], actor, $"检查记录 {id} {name}后重新计算。", cancel);
        }

        act.Record($"finding {id}", name);
        await act.Commit(cancel);
        return new Done();
    }
}
