using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.SetAside;

/// <summary>
/// Keeps the list of what jobs could not do. Works in its caller's transaction, where there is one: then an item is on the
/// list exactly while it is not done. Otherwise it leaves the list at the end of the run that did it.
/// </summary>
internal sealed class KeepSetAside(TimeProvider clock, ILogger<KeepSetAside> log)
{
    /// <summary>Where people see the list.</summary>
    public const string Page = "/desk/set-aside";

    /// <summary>How long is waited after each try, in minutes; the last one after all others.</summary>
    public static IReadOnlyList<int> Pauses { get; } = [1, 5, 15, 60, 360];

    /// <summary>Sets an item aside, or notes another try of one that is there.</summary>
    /// <returns>Whether it was not there before.</returns>
    public async Task<bool> Note(HallDb db, Item item, Exception fault, CancellationToken cancel)
    {
        log.LogError(fault, "{Line}: {Key} was set aside; the others go on.", item.Line, item.Key);
        int[] pauses = [.. Pauses];
        var (now, sentence, detail) = (clock.GetUtcNow(), ItemFault.Sentence(fault), ItemFault.Detail(fault));
        var (first, last) = (item.Days?.First, item.Days?.Last);
        var tries = await db.Database.SqlQuery<int>($"""
            INSERT INTO set_aside_item AS item (line, key, what, sentence, fault, since, last_try, next_try, tries, first, last, staff_id)
            VALUES ({item.Line}, {item.Key}, {item.What}, {sentence}, {detail}, {now}, {now}, {now} + make_interval(mins => ({pauses})[1]), 1, {first}, {last}, {item.StaffId})
            ON CONFLICT (line, key) DO UPDATE SET tries = item.tries + 1, sentence = excluded.sentence, fault = excluded.fault, last_try = excluded.last_try,
              first = excluded.first, last = excluded.last, staff_id = excluded.staff_id,
              next_try = excluded.last_try + make_interval(mins => ({pauses})[least(item.tries + 1, {pauses.Length})])
            RETURNING tries AS "Value"
            """).ToListAsync(cancel);
        return tries is [1];
    }

    /// <summary>Takes items off the list: they are done, or there is nothing to do about them any more.</summary>
    public Task<int> Mend(HallDb db, string line, IReadOnlyCollection<string> keys, CancellationToken cancel) =>
        db.Set<SetAsideItem>().Where(item => item.Line == line && keys.Contains(item.Key)).ExecuteDeleteAsync(cancel);

    /// <summary>Tells section and system administrator of what was set aside for the first time, all of it in one message.</summary>
    public async Task Tell(HallDb db, IReadOnlyList<Item> items, CancellationToken cancel)
    {
        if (items.Count == 0)
            return;
        HallRole[] roles = [HallRole.Section, HallRole.SectionHead, HallRole.SystemAdministrator];
        var today = clock.Today();
        var people = await db.RoleGrants.Where(grant => roles.Contains(grant.Role)
                && db.Staff.Any(staff => staff.Id == grant.StaffId && (staff.LeftOn == null || staff.LeftOn >= today)))
            .Select(grant => grant.StaffId).Distinct().ToListAsync(cancel);
        var more = items.Count > 1 ? $"等 {items.Count} 项" : "";
        Message.Tell(db, clock.GetUtcNow(), people, MessageKind.System,
            $"{items[0].What}{more}没有完成，已搁置，其余照常进行。系统会自动再试；请到“搁置事项”查看原因。", Page);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>What need not wait any more, the longest due first.</summary>
    public IQueryable<SetAsideItem> Due(HallDb db, string line)
    {
        var waiting = Waiting(db, line);
        return db.Set<SetAsideItem>().Where(item => item.Line == line && !waiting.Any(one => one.Id == item.Id))
            .OrderBy(item => item.NextTry).ThenBy(item => item.Id);
    }

    /// <summary>What still waits for its next try. A clock that was set back since makes nothing wait for days.</summary>
    public IQueryable<SetAsideItem> Waiting(HallDb db, string line)
    {
        var (now, longest) = (clock.GetUtcNow(), clock.GetUtcNow().AddMinutes(Pauses[^1]));
        return db.Set<SetAsideItem>().Where(item => item.Line == line && item.NextTry > now && item.NextTry <= longest);
    }

    /// <summary>The same of one that was read.</summary>
    public bool Waits(DateTimeOffset nextTry) =>
        nextTry > clock.GetUtcNow() && nextTry <= clock.GetUtcNow().AddMinutes(Pauses[^1]);
}
