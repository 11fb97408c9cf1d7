using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards.Pairing;

/// <summary>
/// Before the section pairs a screen it sees what asks: a code read from the wrong device would let a terminal in where a
/// board was meant.
/// </summary>
internal sealed class LookAtOffer(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>What nobody can tell apart from a code that never was.</summary>
    public static readonly Refusal NoSuchCode =
        new("配对码不正确或已过期。请核对屏幕上现在显示的六位数字；配对码每 10 分钟更换一次。", Kind: RefusalKind.NotFound);

    /// <summary>What asks to be paired.</summary>
    /// <param name="Address">Its network address.</param>
    internal sealed record Seen(int OfferId, ScreenKind Kind, string Address, DateTimeOffset OfferedAt);

    /// <param name="code">As it is read from the screen, spaces allowed.</param>
    public async Task<Answer<Seen>> Run(Actor actor, string code, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "boards.pair", Right.RunBoards, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var digits = Digits(code);
        return await act.Db.Set<ScreenPairing>().AsNoTracking()
            .Where(offer => offer.Code == digits && offer.ExpiresAt > act.Now && offer.ScreenId == null)
            .Select(offer => new Seen(offer.Id, offer.Kind, offer.Address, offer.OfferedAt))
            .SingleOrDefaultAsync(cancel) is { } seen ? seen : NoSuchCode;
    }

    /// <summary>The digits of a code as somebody types it.</summary>
    public static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));
}
