using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>The ten codes for a lost device: shown once, kept as hashes, each works once.</summary>
internal static class RecoveryCodes
{
    public const int Number = 10;

    /// <summary>Makes ten; those of before are void.</summary>
    public static async Task<List<string>> Renew(HallDb db, int staffId, CancellationToken cancel)
    {
        await db.Set<RecoveryCode>().Where(code => code.StaffId == staffId).ExecuteDeleteAsync(cancel);
        var codes = Enumerable.Range(0, Number).Select(_ => OneTimeCode.New()).ToList();
        db.AddRange(codes.Select(code => new RecoveryCode { StaffId = staffId, Hash = OneTimeCode.Hash(code) }));
        return codes;
    }

    /// <summary>Takes one, for good.</summary>
    /// <returns>Whether it was one of the person's and had not been used.</returns>
    public static async Task<bool> Take(HallDb db, int staffId, string text, DateTimeOffset now, CancellationToken cancel)
    {
        var hash = OneTimeCode.Hash(text);
        DateTimeOffset? at = now;
        return await db.Set<RecoveryCode>().Where(code => code.StaffId == staffId && code.Hash == hash && code.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(code => code.UsedAt, at), cancel) == 1;
    }
}
