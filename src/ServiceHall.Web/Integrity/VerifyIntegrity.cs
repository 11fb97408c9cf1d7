using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>
/// Compares audit and ledger with their seals and with the hashes of earlier nights each night, and tells the audit
/// administrators what came of it with the last hashes, so that these can be written down: whoever owns the database
/// cannot rewrite what somebody has on paper.
/// </summary>
internal sealed class VerifyIntegrity(
    IDbContextFactory<HallDb> factory, TimeProvider clock, IntegrityRules rules, SealNotes notes, ILogger<VerifyIntegrity> log)
{
    public const string Job = "verify-integrity";

    /// <summary>What the audit calls it.</summary>
    public const string Action = "integrity.verify";

    // Seals follow each minute.
    private static readonly TimeSpan LongestUnsealed = TimeSpan.FromHours(1);

    /// <summary>The nightly run.</summary>
    /// <returns>How many differences were found.</returns>
    public async Task<int> Run(CancellationToken cancel) => (await Run(Actor.Hall, "", cancel)).Value.Faults.Count;

    /// <summary>Somebody wants to know now.</summary>
    /// <param name="noted">Hashes that they have on paper, as they typed them; empty: none.</param>
    public async Task<Answer<IntegrityReport>> Run(Actor actor, string noted, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, Action, Right.ReadAudit, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        List<string> typed = [];
        if (!string.IsNullOrWhiteSpace(noted))
        {
            var read = SealNotes.Read(noted);
            if (read.Refusal is not null)
                return read.Refusal;
            typed = read.Value;
        }

        IntegrityReport report;
        IReadOnlyCollection<string> told;
        await using (var db = await factory.CreateDbContextAsync(cancel))
        {
            told = await notes.Known(db, cancel);
            report = await CheckIntegrity.Run(db, rules, [.. told.Union(typed)], cancel);
        }

        // A slip of whoever typed is for them alone.
        var grave = report.Faults.Where(fault => fault.Noted is null || told.Contains(fault.Noted)).ToList();
        Note(report.Chains, grave);
        var stale = report.Chains.Where(chain => chain.OldestUnsealed < act.Now - LongestUnsealed).ToList();
        var sentence = stale.Count == 0
            ? report.Sentence
            : $"{report.Sentence}；{string.Join("、", stale.Select(chain => chain.Chain.Chinese()))}已超过一小时没有封存，请查看定时任务“封存审计与计分”";
        act.Record("integrity", typed.Count == 0 ? sentence : $"连同抄录的 {typed.Count} 个校验值：{sentence}", report.IsIntact ? AuditOutcome.Done : AuditOutcome.Refused);
        var isAlarm = stale.Count > 0 || grave.Count > 0;
        if (actor.IsHall || isAlarm)
            await Tell(act, report, sentence, isAlarm, cancel);
        await act.Commit(cancel);
        if (actor.IsHall && !isAlarm)
            await notes.Add(report.Chains.Select(chain => chain.Last).OfType<IntegritySeal>(), cancel);
        return report;
    }

    private static async Task Tell(Act act, IntegrityReport report, string sentence, bool isAlarm, CancellationToken cancel)
    {
        HallRole[] roles = isAlarm
            ? [HallRole.AuditAdministrator, HallRole.SecurityAdministrator, HallRole.SectionHead]
            : [HallRole.AuditAdministrator];
        var told = await act.Db.RoleGrants.Where(grant => roles.Contains(grant.Role)).Select(grant => grant.StaffId).ToListAsync(cancel);
        var hashes = string.Join("；", report.Chains.Where(chain => chain.Last is not null)
            .Select(chain => $"{chain.Chain.Chinese()}第 {chain.Last!.Number} 号 {chain.Last.Hash}"));
        Message.Tell(act.Db, act.Now, told, MessageKind.System, isAlarm
            ? $"审计完整性核对异常：{sentence}。请保全数据库和日志，并报告大厅领导。"
            : $"{SealNotes.Told}，请抄录或打印留存：{hashes}。", IntegrityModule.Page);
    }

    // In the log files too: they lie outside of the database.
    private void Note(IEnumerable<ChainReport> chains, List<IntegrityFault> faults)
    {
        foreach (var chain in chains.Where(chain => chain.Last is not null))
        {
            log.LogInformation(
                "Seal {Number} of the {Chain}, of {At:yyyy-MM-dd HH:mm:ss}: {Hash}", chain.Last!.Number, chain.Chain,
                clock.Civil(chain.Last.At), chain.Last.Hash);
        }

        foreach (var fault in faults)
            log.LogCritical("Tampering: {Chain}, seal {Seal}, row {Row}: {Sentence}", fault.Chain, fault.Seal, fault.Row, fault.Sentence);
    }
}
