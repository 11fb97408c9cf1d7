using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>A signature that a request needs, and why.</summary>
internal sealed record NeededSignature(LeaveSigner Signer, string Why)
{
    /// <summary>Nobody in the hall can give it: it waits until somebody has the role.</summary>
    public bool IsVacant { get; init; }
}

/// <summary>
/// Who signs a request (请假 (二)): as the tier says, with somebody in place of a leader whom the window, the unit or the
/// section does not have, and of the hall's only leader as the rulebook names it. Nobody signs for themselves; where nobody
/// can, the request waits, and the administrator is told.
/// </summary>
internal static class WhoSigns
{
    /// <summary>The next level, to which a signature rises.</summary>
    public static LeaveSigner? Next(LeaveSigner signer) => signer switch
    {
        LeaveSigner.WindowLeader or LeaveSigner.Section => LeaveSigner.SectionHead,
        LeaveSigner.SectionHead or LeaveSigner.UnitLeader => LeaveSigner.HallLeader,
        _ => null,
    };

    /// <summary>Why the section signs where the cover person stands at another window.</summary>
    public const string FromElsewhere = "顶岗人来自同单位的另一窗口，须经科室同意（请假 (二)）。";

    /// <summary>Why these two sign for the section's own people.</summary>
    public const string OfOffice = "科室人员请假，由科室负责人和大厅主管领导签批（请假 (二)）。";

    /// <summary>The signatures that a request needs, each once.</summary>
    /// <param name="measured">The request as the rules measured it.</param>
    /// <param name="windowId">The applicant's window on its first day; null: posted nowhere, which the section's own people are.</param>
    /// <param name="coverIsFromElsewhere">The cover person stands at another window: the section has to agree.</param>
    /// <param name="rules">The rules of the day on which the request starts.</param>
    /// <returns>The signatures; one that nobody can give now is among them.</returns>
    public static async Task<IReadOnlyList<NeededSignature>> Of(
        HallDb db, MeasuredLeave measured, LeaveRules rules, int staffId, int? windowId, DateOnly today, bool coverIsFromElsewhere, CancellationToken cancel)
    {
        var clause = measured.Tier.Basis.Clause;
        var asked = windowId is null
            ? [new NeededSignature(LeaveSigner.SectionHead, OfOffice), new(LeaveSigner.HallLeader, OfOffice)]
            : measured.Approvers.Select(approver => new NeededSignature(LeaveSigners.Of(approver), $"{measured.Tier.Title}（{clause}）。")).ToList();
        if (coverIsFromElsewhere)
            asked.Add(new(LeaveSigner.Section, FromElsewhere));
        return await Held(db, asked, rules, staffId, windowId, today, cancel);
    }

    /// <summary>The one signature that a cover person from another window needs (请假 (二), our reading), whoever else signs.</summary>
    public static Task<IReadOnlyList<NeededSignature>> Consent(HallDb db, LeaveRules rules, int staffId, int? windowId, DateOnly today, CancellationToken cancel) =>
        Held(db, [new(LeaveSigner.Section, FromElsewhere)], rules, staffId, windowId, today, cancel);

    /// <summary>How much a request is and who is asked to sign it, in a sentence.</summary>
    public static string Sentence(MeasuredLeave measured, bool isOffice, IEnumerable<LeaveSigner> signers) =>
        $"{measured.Sum}：{(isOffice ? "科室人员请假" : measured.Role == PostRole.Leader ? $"{measured.Tier.Title}，窗口负责人本人请假" : measured.Tier.Title)}"
        + $"，由{string.Join("、", signers.Select(signer => signer.Title()))}签批。";

    // Somebody stands in for whom the hall does not have.
    private static async Task<IReadOnlyList<NeededSignature>> Held(
        HallDb db, IEnumerable<NeededSignature> asked, LeaveRules rules, int staffId, int? windowId, DateOnly today, CancellationToken cancel)
    {
        var holders = await Holders(db, staffId, windowId, today, cancel);
        var needed = new List<NeededSignature>();
        foreach (var signature in asked)
        {
            var found = StandIn(signature, rules, holders);
            if (!needed.Exists(other => other.Signer == found.Signer))
                needed.Add(found);
        }

        return needed;
    }

    private static NeededSignature StandIn(NeededSignature asked, LeaveRules rules, HashSet<LeaveSigner> holders)
    {
        var (signer, why) = (asked.Signer, asked.Why);
        while (!holders.Contains(signer))
        {
            if (Next(signer) is { } next)
            {
                why = $"没有可以签批的{signer.Title()}，由{next.Title()}代签。{asked.Why}";
                signer = next;
                continue;
            }

            if (rules.HallLeaderStandIn is { } ruled && LeaveSigners.Of(ruled.Value) is var standIn && holders.Contains(standIn))
                return new(standIn, $"没有另一位{signer.Title()}可以签批，由{standIn.Title()}代签（{ruled.Basis.Clause}）。{asked.Why}");
            return new(signer, $"大厅里没有可以签批的{signer.Title()}（不能由本人签批）：等待系统管理员授予角色，期间不会自动通过。{asked.Why}") { IsVacant = true };
        }

        return new(signer, why);
    }

    /// <summary>Of which signers there is somebody else than the applicant.</summary>
    private static async Task<HashSet<LeaveSigner>> Holders(HallDb db, int staffId, int? windowId, DateOnly today, CancellationToken cancel)
    {
        var unitId = windowId is null ? null : await db.Windows.Where(window => window.Id == windowId).Select(window => (int?)window.UnitId).SingleAsync(cancel);
        var roles = await db.RoleGrants
            .Where(grant => grant.StaffId != staffId && db.Staff.Any(staff => staff.Id == grant.StaffId && (staff.LeftOn == null || staff.LeftOn >= today)))
            .Where(grant => grant.Role != HallRole.UnitLeader || grant.UnitId == unitId)
            .Select(grant => grant.Role).Distinct().ToListAsync(cancel);
        var hasLeader = windowId is not null && await db.Postings.AnyAsync(
            post => post.WindowId == windowId && post.StaffId != staffId && post.Role == PostRole.Leader
                && post.From <= today && (post.To == null || post.To >= today) && (post.Staff!.LeftOn == null || post.Staff.LeftOn >= today), cancel);
        var holders = new HashSet<LeaveSigner>();
        if (hasLeader)
            holders.Add(LeaveSigner.WindowLeader);
        if (roles.Contains(HallRole.Section))
            holders.Add(LeaveSigner.Section);
        if (roles.Contains(HallRole.SectionHead))
            holders.Add(LeaveSigner.SectionHead);
        if (roles.Contains(HallRole.UnitLeader))
            holders.Add(LeaveSigner.UnitLeader);
        if (roles.Contains(HallRole.HallLeader))
            holders.Add(LeaveSigner.HallLeader);
        return holders;
    }
}
