using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>One's own messages, newest first.</summary>
internal sealed class ListMessages(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 20;

    /// <summary>One page of what matches.</summary>
    /// <param name="Kind">Null: every kind.</param>
    internal sealed record Request(MessageKind? Kind, bool UnreadOnly, int Page, int Size = PageSize);

    /// <param name="Newest">The id of the newest of all of them, whatever matches; 0: none.</param>
    internal sealed record Found(IReadOnlyList<Message> Rows, int Total, int Page, int Unread, long Newest);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "messages.list", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var own = act.Db.Set<Message>().AsNoTracking().Where(message => message.StaffId == act.Rights.StaffId);
        var found = own.Where(message => (request.Kind == null || message.Kind == request.Kind) && (!request.UnreadOnly || message.ReadAt == null));
        var total = await found.CountAsync(cancel);
        var page = ListPages.Nearest(request.Page, total, request.Size);
        var rows = await found.OrderByDescending(message => message.Id).Skip((page - 1) * request.Size).Take(request.Size).ToListAsync(cancel);
        var unread = await own.CountAsync(message => message.ReadAt == null, cancel);
        var newest = await own.MaxAsync(message => (long?)message.Id, cancel) ?? 0;
        return new Found(rows, total, page, unread, newest);
    }
}
