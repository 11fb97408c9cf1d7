using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>The section enters the code that a new screen shows, and gives the screen a name and a hall.</summary>
internal sealed class PairScreen(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private const int NameLength = 40;

    /// <summary>The code as it is read from the screen, spaces allowed; the name, such as 一楼大厅东侧.</summary>
    internal sealed record Request(string Code, string Name, int SiteId);

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
        var code = string.Concat(request.Code.Where(char.IsAsciiDigit));
        // Locked, so that one code makes one screen.
        var pairing = await act.Db.Set<ScreenPairing>()
            .FromSql($"SELECT * FROM screen_pairing WHERE code = {code} AND expires_at > {act.Now} AND screen_id IS NULL FOR UPDATE")
            .SingleOrDefaultAsync(cancel);
        if (pairing is null)
            return new Refusal("配对码不正确或已过期。请核对屏幕上现在显示的六位数字；配对码每 10 分钟更换一次。", Kind: RefusalKind.NotFound);
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
