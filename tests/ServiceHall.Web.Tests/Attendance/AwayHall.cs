using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>A hall on the morning of 19 November 2026 with a section and its head, and windows of one person each.</summary>
internal static class AwayHall
{
    /// <summary>Sets the hall's clock to a time of that day.</summary>
    public static void AtTime(this PunchingHall hall, string time) => hall.At($"2026-11-19 {time}:00");

    /// <summary>Somebody alone at a window of their own.</summary>
    public static async Task<Actor> Alone(this PunchingHall hall, string number) => await hall.Posted(number, await hall.Window("W-" + number));

    /// <summary>Somebody alone at a window of their own, who signed in at 08:20.</summary>
    public static async Task<Actor> AtWork(this PunchingHall hall, string number)
    {
        var clerk = await hall.Alone(number);
        hall.AtTime("08:20");
        await hall.Press(clerk, PunchAction.In);
        return clerk;
    }

    /// <summary>Steps away; it must be allowed.</summary>
    public static async Task<SteppedAway> StepAway(this PunchingHall hall, Actor clerk) => (await hall.Get<StepAway>().Start(clerk, default)).Value;

    /// <summary>What a person was told of presence, oldest first.</summary>
    public static async Task<List<string>> Told(this TestHall hall, Actor whom)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == whom.StaffId && message.Kind == MessageKind.Presence)
            .OrderBy(message => message.Id).Select(message => message.Text).ToListAsync();
    }

    /// <summary>A person's times away, oldest first.</summary>
    public static async Task<List<SteppedAway>> Aways(this TestHall hall, Actor whom)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<SteppedAway>().AsNoTracking().Where(away => away.StaffId == whom.StaffId).OrderBy(away => away.Id).ToListAsync();
    }

    /// <summary>The suspicions about a person's own window, oldest first.</summary>
    public static async Task<List<EmptyWindow>> Suspicions(this TestHall hall, string number)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<EmptyWindow>().AsNoTracking().Where(empty => empty.Window!.Code == "W-" + number).OrderBy(empty => empty.Since).ToListAsync();
    }

    /// <summary>The window of a person of one's own, as it is read now.</summary>
    public static async Task<WindowNow> WindowOf(this TestHall hall, string number)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return (await hall.Get<ReadPresence>().Run(db, default)).Windows.Single(window => window.Code == "W-" + number);
    }
}
