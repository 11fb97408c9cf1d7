using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>
/// Compares the rows of a chain with its seals, all of them, however many: both are read in their order and never held.
/// The caller's transaction sees one moment.
/// </summary>
internal sealed class CompareChain(HallDb db, SealChain chain, IntegrityRules rules, ICollection<IntegrityFault> faults)
{
    private const int Page = 200;
    private IntegritySeal? _before;
    private int _removedThrough;
    private long _rows, _removed;

    public async Task<ChainReport> Run(CancellationToken cancel)
    {
        _removedThrough = await db.Set<IntegritySeal>().Where(seal => seal.Chain == chain).MaxAsync(seal => seal.RemovedThrough, cancel) ?? 0;
        while (await Next(cancel) is { Count: > 0 } seals)
        {
            var after = _before?.LastId ?? long.MinValue;
            var expected = new Queue<(long Id, int Seal, DateTimeOffset? SealedBefore, ReadOnlyMemory<byte> Digest)>();
            foreach (var seal in seals)
            {
                await CheckSeal(seal, cancel);
                for (var at = 0; at < seal.Ids.Length; at++)
                    expected.Enqueue((seal.Ids[at], seal.Number, _before?.At, DigestOf(seal, at)));

                _before = seal;
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

    private async Task CheckSeal(IntegritySeal seal, CancellationToken cancel)
    {
        if (seal.Number != (_before?.Number ?? 0) + 1)
            Add(seal.Number, null, $"第 {seal.Number} 号封存之前缺少封存");
        else if (seal.PreviousHash != (_before?.Hash ?? SealHash.Beginning))
            Add(seal.Number, null, $"第 {seal.Number} 号封存接不上前一号");
        if (seal.Digests.Length != seal.Ids.Length * SealHash.DigestLength || SealHash.Of(seal) != seal.Hash)
            Add(seal.Number, null, $"第 {seal.Number} 号封存本身被改动");
        if (seal.RemovedThrough is { } through)
        {
            var youngest = await db.Set<IntegritySeal>().Where(one => one.Chain == chain && one.Number <= through && one.Kind == SealKind.Rows)
                .MaxAsync(one => (DateTimeOffset?)one.At, cancel);
            if (youngest > seal.At - rules.LeastKept)
                Add(seal.Number, null, $"第 {seal.Number} 号写明删除的行保存不满 {rules.LeastKept.Days} 天");
        }
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
        if (!own.Digest.Span.SequenceEqual(row.Digest))
            Add(own.Seal, row.Id, $"第 {row.Id} 行（第 {own.Seal} 号封存）被改动");
        else if (own.SealedBefore is { } sealedBefore && rules.IsLate(row.At, sealedBefore))
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
            if (_before is not null && rules.IsLate(row.At, _before.At))
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

/// <summary>What a comparison goes by.</summary>
/// <param name="LeastKept">No row may have been removed sooner than this after its seal.</param>
/// <param name="IsDemonstration">
/// A demonstration lives its past at its own moments, so what is written late there is no sign of anything.
/// </param>
internal sealed record IntegrityRules(TimeSpan LeastKept, bool IsDemonstration)
{
    // The longest transaction of the hall, an import of thousands, names the moment of its beginning.
    private static readonly TimeSpan LongestAct = TimeSpan.FromHours(1);

    /// <summary>Whether a row says that it was written well before the seal that was there when it came.</summary>
    public bool IsLate(DateTimeOffset written, DateTimeOffset sealedBefore) => !IsDemonstration && written < sealedBefore - LongestAct;
}
