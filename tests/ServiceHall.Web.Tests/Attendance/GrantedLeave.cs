using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>Leave that everybody has signed, for tests of what follows from it.</summary>
internal static class GrantedLeave
{
    /// <summary>Leave of a person, in civil time of 19 November 2026, handed in the day before.</summary>
    /// <param name="cover">The cover person, who has accepted; null: none.</param>
    public static async Task GrantLeave(this TestHall hall, Actor actor, string from, string to, Actor? cover = null)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var asked = Instant(hall, "08:00").AddDays(-1);
        var leave = new LeaveRequest
        {
            Key = Guid.NewGuid(), StaffId = actor.StaffId, Kind = "personal", From = Instant(hall, from), To = Instant(hall, to), AskedTo = Instant(hall, to),
            Reason = "家事", SubmittedAt = asked, Tier = "under_1", TierClause = "请假 (二)1", TierSentence = "不满 1 天。", CoverId = cover?.StaffId,
        };
        db.Add(leave);
        foreach (var act in new[] { LeaveAct.Submit, LeaveAct.AcceptCover, LeaveAct.SignLast })
        {
            if (act == LeaveAct.AcceptCover && cover is not null)
                leave.CoverAcceptedAt = asked;
            Assert.Null(LeaveChange.Take(db, leave, act, actor.StaffId, asked));
        }

        await db.SaveChangesAsync();
    }

    private static DateTimeOffset Instant(TestHall hall, string time) => ((TimeProvider)hall.Clock).InstantOf(DateTime.Parse($"2026-11-19 {time}", System.Globalization.CultureInfo.InvariantCulture));
}
