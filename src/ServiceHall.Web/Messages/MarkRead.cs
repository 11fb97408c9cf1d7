using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>Marks one's own messages as read: one, or all of them.</summary>
internal sealed class MarkRead(IDbContextFactory<HallDb> factory, TimeProvider clock, Commits commits)
{
    private static readonly HashSet<Type> Changed = [typeof(Message)];

    /// <returns>The message, so that the reader can go where it leads.</returns>
    public async Task<Answer<Message>> One(Actor actor, long id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "messages.read", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<Message>().AsTracking().SingleOrDefaultAsync(m => m.Id == id && m.StaffId == act.Rights.StaffId, cancel) is not { } message)
            return new Refusal("没有这条消息，它可能已满一年而被清理。请刷新列表。", Kind: RefusalKind.NotFound);
        message.ReadAt ??= act.Now;
        await act.Commit(cancel);
        return message;
    }

    /// <summary>All that were there when the reader looked.</summary>
    /// <param name="last">The newest one that the reader has seen; what came after it stays unread.</param>
    /// <returns>How many were unread.</returns>
    public async Task<Answer<int>> All(Actor actor, long last, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "messages.read", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        DateTimeOffset? now = act.Now;
        var read = await act.Db.Set<Message>().Where(message => message.StaffId == act.Rights.StaffId && message.ReadAt == null && message.Id <= last)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.ReadAt, now), cancel);
        await act.Commit(cancel);
        commits.Tell(Changed);
        return read;
    }
}
