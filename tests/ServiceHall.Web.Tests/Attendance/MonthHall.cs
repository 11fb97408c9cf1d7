using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>What tests of the month arrange in a hall where people punch.</summary>
internal static class MonthHall
{
    internal static YearMonth November { get; } = new(2026, 11);

    /// <summary>A whole half day with a sign-in and a sign-out, each as HH:mm; null: it was left out.</summary>
    internal static async Task Attend(this PunchingHall hall, Actor clerk, string day, string? signIn, string? signOut)
    {
        foreach (var (time, action) in new[] { (signIn, PunchAction.In), (signOut, PunchAction.Out) })
        {
            if (time is null)
                continue;
            hall.At($"{day} {time}:00");
            Assert.True((await hall.Press(clerk, action)).Accepted);
        }
    }

    /// <summary>Leave that the section recorded before it began.</summary>
    internal static async Task<int> OnLeave(this PunchingHall hall, Actor clerk, string kind, DateTime from, DateTime to)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var (start, end) = (hall.Clock.InstantOf(from), hall.Clock.InstantOf(to));
        var leave = new LeaveRequest
        {
            Key = Guid.NewGuid(), StaffId = clerk.StaffId, Kind = kind, From = start, To = end, AskedTo = end, Reason = "家事", SubmittedAt = start.AddDays(-1),
            Tier = "short", TierClause = "请假 (二)1", TierSentence = "不满 1 天。",
        };
        db.Add(leave);
        Assert.Null(LeaveChange.Take(db, leave, LeaveAct.Record, clerk.StaffId, start.AddDays(-1)));
        await db.SaveChangesAsync();
        return leave.Id;
    }

    /// <summary>The section's month at a moment, after what is over was closed.</summary>
    internal static async Task<ShowMonth.Found> Month(this PunchingHall hall, Actor actor, string now, ShowMonth.Request? request = null)
    {
        hall.At(now);
        await hall.Get<CloseSessions>().Run(default);
        return (await hall.Get<ShowMonth>().Run(actor, request ?? new(November, null, null, null, ""), default)).Value;
    }

    /// <summary>A person's letters: days apart by a blank.</summary>
    internal static string Letters(this MonthGrid grid, Actor clerk) =>
        string.Join(' ', grid.Row(clerk).HalfDays.Chunk(2).Select(day => grid.Letters.Letter(day[0]) + grid.Letters.Letter(day[1]))).TrimEnd();

    internal static MonthRow Row(this MonthGrid grid, Actor clerk) => grid.Rows.Single(row => row.StaffId == clerk.StaffId);

    /// <summary>A week in which everything happens once, seen on Monday 9 November at 15:00.</summary>
    internal static async Task<Actor> Eventful(this PunchingHall hall, string number)
    {
        var clerk = await hall.Clerk(number);
        await hall.Attend(clerk, "2026-11-02", "08:20", "11:35");
        await hall.Attend(clerk, "2026-11-02", "13:45", "17:05");
        await hall.Attend(clerk, "2026-11-03", "08:20", "11:00");
        await hall.Attend(clerk, "2026-11-03", "13:20", null);
        await hall.Attend(clerk, "2026-11-04", "08:45", "11:00");
        await hall.Attend(clerk, "2026-11-04", "13:45", null);
        await hall.Attend(clerk, "2026-11-05", "09:45", "11:35");
        var friday = new DateTime(2026, 11, 6, 0, 0, 0);
        await (await hall.Exemption(friday.AddHours(8), friday.AddHours(12), number, "停电" + number))();
        await hall.OnLeave(clerk, "personal", friday.AddHours(13.5), friday.AddHours(17));
        await hall.OnLeave(clerk, "sick", new(2026, 11, 9, 8, 30, 0), new(2026, 11, 9, 11, 30, 0));
        return clerk;
    }
}
