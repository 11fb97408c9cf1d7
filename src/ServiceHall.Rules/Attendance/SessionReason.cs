using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Attendance;

/// <summary>Says why a session's result is what it is.</summary>
public static class SessionReason
{
    /// <summary>The clause used, and the facts in a sentence.</summary>
    /// <param name="result">The result.</param>
    /// <param name="leave">The rules of leave of the day, for the name of the kind.</param>
    public static Reason Why(this SessionResult result, LeaveRules leave)
    {
        var rules = result.Rules;
        var hours = $"{result.Session.Title}应在岗 {result.Required ?? result.Session.Hours}";
        var moved = result.Required is { } required && required != result.Session.Hours ? "（请假或免考勤已除去）" : "";
        return result.Presence switch
        {
            Presence.Leave => new(
                leave.Kinds[result.Cover?.Leave?.Kind ?? ""].Basis,
                $"{result.Session.Title}全程请假：{leave.Kinds[result.Cover?.Leave?.Kind ?? ""].Title}，假条 {result.Cover?.Leave?.Id}。"),
            Presence.Exempt => new("考勤 一(三)", $"{result.Session.Title}全程免考勤，依据 {result.Cover?.Exemption?.Id}。"),
            Presence.Truant => new("考勤 一(三)", $"{hours}{moved}，没有签到也没有签退：旷工半天。"),
            Presence.Absent when result.Explained => new(
                rules.ExplanationDays.Basis, $"{hours}{moved}，没有打卡；当天的情况说明已被接受：缺勤半天，不扣分。"),
            Presence.Absent when result.Kept.SignIn is null => new(
                rules.LateLimit.Basis, $"{hours}{moved}，没有签到，有签退 {result.Kept.SignOut}：缺勤半天。"),
            Presence.Absent => new(
                rules.LateLimit.Basis,
                $"{hours}{moved}，签到 {result.Kept.SignIn}，迟到 {result.LateMinutes} 分钟，超过 {rules.LateLimit.Value} 分钟：缺勤半天{(result.NeedsReview ? "，待科室复核" : "")}。"),
            _ when result.IsLate || result.IsEarly || result.MissingOut => new(
                "考勤 一(三)", $"{hours}{moved}，签到 {result.Kept.SignIn}，{SignOut(result)}。"),
            _ => new(rules.Seasons.Basis, $"{hours}{moved}，签到 {result.Kept.SignIn}，{SignOut(result)}。"),
        };
    }

    private static string SignOut(SessionResult result)
    {
        var late = result.IsLate ? $"迟到 {result.LateMinutes} 分钟" : "按时签到";
        if (result.MissingOut) return $"{late}；未签退，按早退计";
        return result.IsEarly
            ? $"{late}；签退 {result.Kept.SignOut}，早退 {result.EarlyMinutes} 分钟"
            : $"{late}；签退 {result.Kept.SignOut}";
    }
}
