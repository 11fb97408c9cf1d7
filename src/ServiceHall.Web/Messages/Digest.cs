using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>A person who does not want the digest. Without a row it is told.</summary>
internal sealed class DigestOff
{
    public int StaffId { get; init; }
    public DateTimeOffset Since { get; init; }
}

/// <summary>
/// Tells each person at the end of a day what still waits for them by their duties, what is unread, and what the day brought;
/// nobody who has nothing of it, and nobody twice.
/// </summary>
internal sealed class TellDigest(IDbContextFactory<HallDb> factory, TimeProvider clock, IEnumerable<OwnFigures> own, IEnumerable<StartFigures> duties)
{
    public const string Job = "digest";
    public const string Address = "/messages";

    private readonly record struct Count(int Today, int Unread);

    /// <summary>Tells today's digest, unless it was told already.</summary>
    /// <returns>How many people were told.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        if (!await Once.Take(db, Job, today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), now, cancel))
            return 0;
        var waiting = await Waiting(db, today, cancel);
        var counts = await Counts(db, clock.InstantOf(today.ToDateTime(TimeOnly.MinValue)), cancel);
        var unwilling = await db.Set<DigestOff>().Select(off => off.StaffId).ToHashSetAsync(cancel);
        var here = await db.Staff.Where(staff => staff.LeftOn == null || staff.LeftOn >= today).Select(staff => staff.Id).ToHashSetAsync(cancel);
        var told = counts.Keys.Union(waiting.Keys).Where(id => here.Contains(id) && !unwilling.Contains(id)).Order().ToList();
        // An unread digest says nothing that the next one does not: it makes way for it.
        DateTimeOffset? read = now;
        await db.Set<Message>().Where(message => message.Kind == MessageKind.Digest && message.ReadAt == null && told.Contains(message.StaffId))
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.ReadAt, read), cancel);
        foreach (var id in told)
            Message.Tell(db, now, [id], MessageKind.Digest, Sentence(today, waiting.GetValueOrDefault(id) ?? [], counts.GetValueOrDefault(id) ?? []), Address);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return told.Count;
    }

    // What waits for people themselves, and for whoever has the duty: the start page's own figures.
    private async Task<Dictionary<int, List<string>>> Waiting(HallDb db, DateOnly today, CancellationToken cancel)
    {
        var waiting = new Dictionary<int, List<string>>();
        foreach (var chapter in own)
        {
            foreach (var person in await chapter.Read(db, staffId: null, cancel))
                Add(person.Key, Lines(person));
        }

        foreach (var (duty, figures) in await StartFigures.Read(duties, db, cancel))
        {
            var lines = Lines(figures);
            if (lines.Count == 0)
                continue;
            foreach (var id in await Holders(db, duty.Right, today, cancel))
                Add(id, lines);
        }

        return waiting;

        void Add(int id, List<string> lines) => (waiting.TryGetValue(id, out var before) ? before : waiting[id] = []).AddRange(lines);

        static List<string> Lines(IEnumerable<Figure> figures) => [.. figures.Where(figure => figure.Waits).Select(figure => $"{figure.Number} {figure.Text}")];
    }

    private static async Task<List<int>> Holders(HallDb db, Right right, DateOnly today, CancellationToken cancel)
    {
        var roles = Rights.HoldersOf(right);
        var (clerks, leaders) = (roles.Contains(HallRole.Clerk), roles.Contains(HallRole.WindowLeader));
        var granted = db.RoleGrants.Where(grant => roles.Contains(grant.Role)).Select(grant => grant.StaffId);
        var posted = db.Postings.Where(post => post.From <= today && (post.To == null || post.To >= today) && (clerks || (leaders && post.Role == PostRole.Leader)))
            .Select(post => post.StaffId);
        return await granted.Union(posted).ToListAsync(cancel);
    }

    private static async Task<Dictionary<int, Dictionary<MessageKind, Count>>> Counts(HallDb db, DateTimeOffset midnight, CancellationToken cancel)
    {
        var counts = await db.Set<Message>().Where(message => message.Kind != MessageKind.Digest && (message.ReadAt == null || message.At >= midnight))
            .GroupBy(message => new { message.StaffId, message.Kind })
            .Select(own => new { own.Key.StaffId, own.Key.Kind, Today = own.Count(message => message.At >= midnight), Unread = own.Count(message => message.ReadAt == null) })
            .ToListAsync(cancel);
        return counts.GroupBy(count => count.StaffId)
            .ToDictionary(own => own.Key, own => own.ToDictionary(count => count.Kind, count => new Count(count.Today, count.Unread)));
    }

    private static string Sentence(DateOnly today, List<string> waiting, Dictionary<MessageKind, Count> counts)
    {
        string[] parts =
        [
            .. waiting.Count > 0 ? [$"等您办理：{string.Join("、", waiting)}"] : Array.Empty<string>(),
            .. Told("未读消息", counts, count => count.Unread),
            .. Told("今天收到", counts, count => count.Today),
        ];
        return $"{today:M 月 d 日}小结 · {string.Join("；", parts)}。";
    }

    private static IEnumerable<string> Told(string what, Dictionary<MessageKind, Count> counts, Func<Count, int> number)
    {
        var some = counts.Where(count => number(count.Value) > 0).OrderBy(count => count.Key).ToList();
        if (some.Count > 0)
            yield return $"{what} {some.Sum(count => number(count.Value))} 条（{string.Join("、", some.Select(count => $"{count.Key.Title()} {number(count.Value)}"))}）";
    }
}
