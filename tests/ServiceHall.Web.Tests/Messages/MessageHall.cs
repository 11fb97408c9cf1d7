using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Messages;

/// <summary>How tests tell people something, the way chapters do.</summary>
internal static class MessageHall
{
    /// <summary>Tells one person something, and commits.</summary>
    /// <returns>The message's id.</returns>
    public static async Task<long> Tell(
        this TestHall hall, Actor to, string text, MessageKind kind = MessageKind.Leave, string address = "", DateTimeOffset? at = null)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        Message.Tell(db, at ?? hall.Clock.GetUtcNow(), [to.StaffId], kind, text, address);
        await db.SaveChangesAsync();
        return db.ChangeTracker.Entries<Message>().Single().Entity.Id;
    }

    /// <summary>Everything that a person was told, oldest first.</summary>
    public static async Task<List<Message>> Told(this TestHall hall, Actor to)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().AsNoTracking().Where(message => message.StaffId == to.StaffId).OrderBy(message => message.Id).ToListAsync();
    }
}
