using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceHall.Web.Integrity;

/// <summary>The hash of a seal over all that it says and the hash before it.</summary>
internal static class SealHash
{
    /// <summary>How many bytes the digest of a row has.</summary>
    public const int DigestLength = SHA256.HashSizeInBytes;

    /// <summary>What stands before the first seal.</summary>
    public static string Beginning { get; } = new('0', DigestLength * 2);

    /// <summary>A seal after another one, with its hash.</summary>
    public static IntegritySeal Next(
        SealChain chain, IntegritySeal? before, IReadOnlyList<SealedRow> rows, int? removedThrough, DateTimeOffset now)
    {
        var bare = new IntegritySeal
        {
            Chain = chain, Number = (before?.Number ?? 0) + 1, Kind = removedThrough is null ? SealKind.Rows : SealKind.Removal,
            Ids = [.. rows.Select(row => row.Id)], Digests = [.. rows.SelectMany(row => row.Digest)],
            LastId = rows.Count > 0 ? rows[^1].Id : before?.LastId ?? 0, RemovedThrough = removedThrough, At = Whole(now),
            PreviousHash = before?.Hash ?? Beginning, Hash = "",
        };
        return new IntegritySeal
        {
            Chain = bare.Chain, Number = bare.Number, Kind = bare.Kind, Ids = bare.Ids, Digests = bare.Digests, LastId = bare.LastId,
            RemovedThrough = bare.RemovedThrough, At = bare.At, PreviousHash = bare.PreviousHash, Hash = Of(bare),
        };
    }

    /// <summary>The hash that a seal should have.</summary>
    public static string Of(IntegritySeal seal)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{seal.PreviousHash};{seal.Chain};{seal.Number};{seal.Kind};{seal.LastId};{seal.RemovedThrough};{seal.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff};{string.Join(',', seal.Ids)};")));
        hash.AppendData(seal.Digests);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // What the database keeps of an instant is no finer than this.
    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
}
