using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards.Pairing;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>The section enters the code that a new screen shows, and gives the screen a name and a hall.</summary>
internal sealed class PairScreen(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private const int NameLength = 40;

    /// <summary>The code as it is read from the screen, spaces allowed; the name, such as 一楼大厅东侧.</summary>
    /// <param name="Seen">The offer whose kind and address were shown; null: none was.</param>
    internal sealed record Request(string Code, string Name, int SiteId, int? Seen = null);

    /// <summary>Makes a screen of an offer.</summary>
    /// <returns>The screen's id.</returns>
    public async Task<Answer<int>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "boards.pair", Right.RunBoards, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var name = request.Name.Trim();
        if (name.Length is 0 or > NameLength || name.Any(char.IsControl))
            return new Refusal($"屏幕名称须为 1 至 {NameLength} 个字，例如“一楼大厅东侧”。");
        if (!await act.Db.Sites.AnyAsync(site => site.Id == request.SiteId, cancel))
            return new Refusal("没有这个大厅，请刷新后重新选择。", Kind: RefusalKind.NotFound);
        var code = LookAtOffer.Digits(request.Code);
        // Locked, so that one code makes one screen.
        var pairing = await act.Db.Set<ScreenPairing>()
            .FromSql($"SELECT * FROM screen_pairing WHERE code = {code} AND expires_at > {act.Now} AND screen_id IS NULL FOR UPDATE")
            .SingleOrDefaultAsync(cancel);
        if (pairing is null)
            return LookAtOffer.NoSuchCode;
        if (request.Seen is { } seen && seen != pairing.Id)
            return new Refusal("这个配对码现在属于另一块屏幕，请再核对一次。", Kind: RefusalKind.Conflict);
        var screen = new Screen { Name = name, Kind = pairing.Kind, SiteId = request.SiteId, PairedAt = act.Now };
        pairing.Screen = screen;
        act.Record($"screen {name}", $"{pairing.Kind.Chinese()}，大厅 {request.SiteId}，来自 {pairing.Address}");
        try
        {
            await act.Commit(cancel);
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal($"已有名为“{name}”的屏幕。请换一个名称，或先注销原来的屏幕。");
        }

        return screen.Id;
    }
}
