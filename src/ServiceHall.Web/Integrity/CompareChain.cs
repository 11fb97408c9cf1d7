using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>
/// Compares the rows of a chain with its seals, all of them, however many: both are read in their order and never held.
/// The caller's transaction sees one moment.
/// </summary>
/// <param name="ahead">When the clock was ahead: what was sealed then is no measure of time.</param>
/// <param name="untimed">What was sealed up to this moment is no measure of time either.</param>
internal sealed class CompareChain(
    HallDb db, SealChain chain, IntegrityRules rules, IReadOnlyList<AheadClock> ahead, DateTimeOffset? untimed, ICollection<IntegrityFault> faults)
{
    private const int Page = 200;
    private IntegritySeal? _before;
    private DateTimeOffset? _sealedAt;
    private int _removedThrough, _removedBefore;
    private long _rows, _removed;

    public async Task<ChainReport> Run(CancellationToken cancel)
    {
        // The ledger is kept: whatever a seal says, nothing of it was removed.
        if (chain == SealChain.Audit)
            _removedThrough = await db.Set<IntegritySeal>().Where(seal => seal.Chain == chain).MaxAsync(seal => seal.RemovedThrough, cancel) ?? 0;
        while (await Next(cancel) is { Count: > 0 } seals)
        {
            var after = _before?.LastId ?? long.MinValue;
            var expected = new Queue<(long Id, int Seal, DateTimeOffset? SealedBefore, ReadOnlyMemory<byte> Digest)>();
            foreach (var seal in seals)
            {
                CheckSeal(seal);
                CheckTime(seal);
                if (seal.RemovedThrough is { } through)
                    await CheckRemoval(seal, through, cancel);
                for (var at = 0; at < seal.Ids.Length; at++)
                    expected.Enqueue((seal.Ids[at], seal.Number, _sealedAt, DigestOf(seal, at)));

                _before = seal;
                if (!(seal.At <= untimed) && !ahead.Any(clock => clock.Holds(seal)))
                    _sealedAt = seal.At;
            }

            await foreach (var row in SealedRows.Read(db, chain, after, _before!.LastId).WithCancellation(cancel))
                Take(row, expected);
            while (expected.TryDequeue(out var gone))
                Missing(gone.Id, gone.Seal);
        }

        return await Rest(cancel);
    }

    private Task<List<IntegritySeal>> Next(CancellationToken cancel)
    {
        var number = _before?.Number ?? 0;
        return db.Set<IntegritySeal>().AsNoTracking().Where(seal => seal.Chain == chain && seal.Number > number)
            .OrderBy(seal => seal.Number).Take(Page).ToListAsync(cancel);
    }

    private void CheckSeal(IntegritySeal seal)
    {
        if (seal.Number != (_before?.Number ?? 0) + 1)
            Add(seal.Number, null, $"第 {seal.Number} 号封存之前缺少封存");
        else if (seal.PreviousHash != (_before?.Hash ?? SealHash.Beginning))
            Add(seal.Number, null, $"第 {seal.Number} 号封存接不上前一号");
        if (seal.Digests.Length != seal.Ids.Length * SealHash.DigestLength || SealHash.Of(seal) != seal.Hash)
            Add(seal.Number, null, $"第 {seal.Number} 号封存本身被改动");
    }

    private void CheckTime(IntegritySeal seal)
    {
        if (rules.IsLate(seal.At, _sealedAt))
            Add(seal.Number, null, $"第 {seal.Number} 号封存的时间早于前一号");
        if (rules.IsAhead(seal.At) && !ahead.Any(clock => clock.Holds(seal)))
            Add(seal.Number, null, $"第 {seal.Number} 号封存自称的时间还没有到");
    }

    // A removal takes all rows from the beginning, as old as the policy of its day says, and never any of the ledger.
    private async Task CheckRemoval(IntegritySeal seal, int through, CancellationToken cancel)
    {
        if (chain == SealChain.Ledger)
        {
            Add(seal.Number, null, $"第 {seal.Number} 号写明删除了行，而{chain.Chinese()}从不删除");
            return;
        }

        if (through >= seal.Number || through <= _removedBefore)
            Add(seal.Number, null, $"第 {seal.Number} 号写明删除的范围不成立");
        // By a clock that was ahead nothing became old.
        var at = ahead.Where(clock => clock.Holds(seal)).Select(clock => clock.From).Append(seal.At).Min();
        var youngest = await db.Set<IntegritySeal>()
            .Where(one => one.Chain == chain && one.Number > _removedBefore && one.Number <= through && one.Kind == SealKind.Rows)
            .MaxAsync(one => (DateTimeOffset?)one.At, cancel);
        if (rules.AuditKeptFrom(at) is not { } kept || youngest >= kept)
            Add(seal.Number, null, $"第 {seal.Number} 号写明删除的行保存不满 {rules.AuditPeriod(at).Words}");
        _removedBefore = Math.Max(_removedBefore, through);
    }

    private void Take(SealedRow row, Queue<(long Id, int Seal, DateTimeOffset? SealedBefore, ReadOnlyMemory<byte> Digest)> expected)
    {
        while (expected.TryPeek(out var gone) && gone.Id < row.Id)
        {
            expected.Dequeue();
            Missing(gone.Id, gone.Seal);
        }

        if (!expected.TryPeek(out var own) || own.Id != row.Id)
        {
            Add(null, row.Id, $"第 {row.Id} 行是封存之后插进来的");
            return;
        }

        expected.Dequeue();
        _rows++;
        if (own.Seal <= _removedThrough)
            Add(own.Seal, row.Id, $"第 {row.Id} 行（第 {own.Seal} 号封存）写明已按期删除，却还在：同时写明删除的行是被挑出来删除的");
        else if (!own.Digest.Span.SequenceEqual(row.Digest))
            Add(own.Seal, row.Id, $"第 {row.Id} 行（第 {own.Seal} 号封存）被改动");
        else if (rules.IsLate(row.At, own.SealedBefore))
            Add(own.Seal, row.Id, Late(row.Id));
    }

    private void Missing(long id, int seal)
    {
        if (seal <= _removedThrough)
            _removed++;
        else
            Add(seal, id, $"第 {id} 行（第 {seal} 号封存）被删除");
    }

    private async Task<ChainReport> Rest(CancellationToken cancel)
    {
        var (unsealed, oldest) = (0L, (DateTimeOffset?)null);
        await foreach (var row in SealedRows.Read(db, chain, _before?.LastId ?? 0, long.MaxValue).WithCancellation(cancel))
        {
            unsealed++;
            oldest = oldest < row.At ? oldest : row.At;
            if (rules.IsLate(row.At, _sealedAt))
                Add(null, row.Id, Late(row.Id));
        }

        return new ChainReport(chain, _before, _rows, _removed, unsealed, oldest);
    }

    // Of a seal that somebody cut there may be none; it fits no row.
    private static ReadOnlyMemory<byte> DigestOf(IntegritySeal seal, int at) =>
        seal.Digests.Length >= (at + 1) * SealHash.DigestLength
            ? seal.Digests.AsMemory(at * SealHash.DigestLength, SealHash.DigestLength)
            : ReadOnlyMemory<byte>.Empty;

    private static string Late(long id) => $"第 {id} 行自称写于早已封存的时间，是后来补写的";

    private void Add(int? seal, long? row, string sentence)
    {
        if (faults.Count < IntegrityReport.MostFaults)
            faults.Add(new IntegrityFault(chain, seal, row, $"{chain.Chinese()}：{sentence}"));
    }
}
