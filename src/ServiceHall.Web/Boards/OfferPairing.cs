using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell.Requests;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>A new screen asks to be paired: it gets a code to show, and a secret by which it collects its token later.</summary>
internal sealed class OfferPairing(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>How long a code holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Offers of one network that may be open at once, and of all together: anybody can ask.</summary>
    private const int OpenFromOneNetwork = 20;
    private const int OpenInAll = 500;

    /// <summary>How long an offer stands before it gives way to a newer one: time to walk to the desk is not taken from a
    /// screen by whoever asks without end.</summary>
    public static readonly TimeSpan Stands = TimeSpan.FromMinutes(1);

    /// <summary>What the screen shows and keeps.</summary>
    internal sealed record Offer(string PairingId, string Code, string Qr, DateTimeOffset ExpiresAt);

    /// <summary>Makes an offer.</summary>
    /// <param name="address">Where the screen asks from.</param>
    /// <param name="deskPage">The address of the desk's page of screens, for the QR code.</param>
    /// <param name="kind">What the screen is for.</param>
    public async Task<Answer<Offer>> Run(string address, Uri deskPage, CancellationToken cancel, ScreenKind kind = ScreenKind.Board)
    {
        if (!Enum.IsDefined(kind))
            return new Refusal("没有这种屏幕。kind 应是 Board（大屏）、Code（动态码屏）或 Terminal（打卡终端）。");
        var now = clock.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(cancel);
        await db.Set<ScreenPairing>().Where(pairing => pairing.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        if (!await MakeRoom(db, Networks.Of(address), now, cancel))
            return new Refusal($"配对请求过多，请在 {Stands.TotalMinutes:0} 分钟后重试。", Kind: RefusalKind.TooMany);
        var secret = ScreenToken.New();
        while (true)
        {
            var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
            var pairing = new ScreenPairing
            {
                SecretHash = ScreenToken.Hash(secret),
                Code = code,
                Kind = kind,
                Address = address,
                OfferedAt = now,
                ExpiresAt = now + Lifetime,
            };
            db.Add(pairing);
            try
            {
                await db.SaveChangesAsync(cancel);
                return new Offer(secret, code, QrPicture.Of($"{deskPage}?code={code}"), pairing.ExpiresAt);
            }
            catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // Another open offer has the same six digits.
                db.ChangeTracker.Clear();
            }
        }
    }

    // An offer gives way to one of its own network first. In a full hall it is one of the network that has the most, at once
    // where that has more than who asks: nobody's screens are shut out by another's. What was paired and waits to be
    // collected stays.
    private static async Task<bool> MakeRoom(HallDb db, string network, DateTimeOffset now, CancellationToken cancel)
    {
        var open = (await db.Set<ScreenPairing>().Select(pairing => new Open(pairing.Id, pairing.Address, pairing.OfferedAt, pairing.ScreenId != null))
            .ToListAsync(cancel)).ToLookup(offer => Networks.Of(offer.Address));
        var own = open[network].Count();
        var (gives, isAtOnce) = ((Open?)null, false);
        if (own >= OpenFromOneNetwork)
            gives = Oldest(open[network]);
        else if (open.Sum(others => others.Count()) < OpenInAll)
            return true;
        else if (open.MaxBy(others => others.Count(offer => !offer.IsPaired)) is { } most)
            (gives, isAtOnce) = (Oldest(most), most.Count() > own + 1);
        return gives is not null && (isAtOnce || gives.OfferedAt <= now - Stands)
            && await db.Set<ScreenPairing>().Where(pairing => pairing.Id == gives.Id && pairing.ScreenId == null).ExecuteDeleteAsync(cancel) > 0;
    }

    private static Open? Oldest(IEnumerable<Open> offers) =>
        offers.Where(offer => !offer.IsPaired).OrderBy(offer => offer.OfferedAt).ThenBy(offer => offer.Id).FirstOrDefault();

    private sealed record Open(int Id, string Address, DateTimeOffset OfferedAt, bool IsPaired);
}
