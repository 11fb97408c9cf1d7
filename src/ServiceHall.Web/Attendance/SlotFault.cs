using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using Judged = ServiceHall.Rules.Attendance.SessionResult;

namespace ServiceHall.Web.Attendance;

/// <summary>What is wrong with a slot so far, which somebody may explain (考勤 一(二), our reading).</summary>
internal static class SlotFault
{
    /// <summary>What it is, in a few words; null: nothing that would cost anything.</summary>
    /// <param name="result">The session as judged so far.</param>
    /// <param name="now">Before a slot's hour nothing is missing yet.</param>
    public static string? Of(Judged result, PunchAction action, LocalMinute now)
    {
        if (result.Required is not { } required)
            return null;
        if (action == PunchAction.In)
        {
            return result.Kept.SignIn is null
                ? now > required.Start ? "没有签到" : null
                : result.LateMinutes > 0 ? $"迟到 {result.LateMinutes} 分钟{(result.Presence == Presence.Absent ? "，按缺勤半天计" : "")}" : null;
        }

        // Without a sign-in, or with one that is absence, the session costs once: at the sign-in.
        return result.Presence != Presence.Present || result.Kept.SignIn is null ? null
            : result.EarlyMinutes > 0 ? $"早退 {result.EarlyMinutes} 分钟"
            : result.Kept.SignOut is null && now >= required.End ? "没有签退"
            : null;
    }
}
