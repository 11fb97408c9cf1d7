using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Boards;

/// <summary>The section puts a notice on the boards, and takes it off again. A posted text is never edited.</summary>
internal sealed class PostNotice(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private const int TextLength = 160;

    /// <summary>The text and its days, both included; the hall that it is for, null: all.</summary>
    internal sealed record Request(string Text, DateOnly? From, DateOnly? To, int? SiteId);

    /// <summary>Puts a notice on the boards.</summary>
    /// <returns>The notice's id.</returns>
    public async Task<Answer<int>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "boards.post-notice", Right.RunBoards, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var text = request.Text.Trim();
        if (Cut.Count(text) is 0 or > TextLength || text.Any(char.IsControl))
            return new Refusal($"通知须为 1 至 {TextLength} 个字，不分段。内容较长时请分成几条。");
        if (AcceptedDays.Take(("开始日期", request.From), ("结束日期", request.To), out var from, out var to) is { } noDay)
            return noDay;
        if (from > to || to < act.Today)
            return new Refusal("通知的结束日期不能早于开始日期，也不能早于今天。请修改日期。");
        if (request.SiteId is { } siteId && !await act.Db.Sites.AnyAsync(site => site.Id == siteId, cancel))
            return new Refusal("没有这个大厅，请刷新后重新选择。", Kind: RefusalKind.NotFound);
        var notice = new Notice { Text = text, From = from, To = to, SiteId = request.SiteId };
        act.Db.Add(notice);
        act.Record("notice", text);
        await act.Commit(cancel);
        return notice.Id;
    }

    /// <summary>Takes a notice off the boards.</summary>
    public async Task<Answer<Done>> Withdraw(Actor actor, int noticeId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "boards.withdraw-notice", Right.RunBoards, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<Notice>().SingleOrDefaultAsync(n => n.Id == noticeId && n.WithdrawnAt == null, cancel) is not { } notice)
            return new Refusal("没有这条通知，或它已被撤下。请刷新列表。", Kind: RefusalKind.NotFound);
        notice.WithdrawnAt = act.Now;
        act.Record($"notice {noticeId}", notice.Text);
        await act.Commit(cancel);
        return new Done();
    }

    /// <summary>The notices that are or will be on the boards.</summary>
    public async Task<Answer<IReadOnlyList<Notice>>> Current(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "boards.notices", Right.RunBoards, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return await act.Db.Set<Notice>().AsNoTracking().Where(n => n.WithdrawnAt == null && n.To >= act.Today).OrderBy(n => n.From)
            .ThenBy(n => n.Id).ToArrayAsync(cancel);
    }
}
