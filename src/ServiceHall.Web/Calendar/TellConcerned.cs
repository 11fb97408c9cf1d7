using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>
/// Tells everybody whom a decision about days or hours concerns what holds now and why. What it changes about days that are
/// over, they are told when those are computed again.
/// </summary>
internal static class TellConcerned
{
    public static async Task Run(Act act, TimeProvider clock, IReadOnlyList<Countersigned> decisions, CancellationToken cancel)
    {
        foreach (var same in decisions.GroupBy(decision => (Time: decision.Time(clock), decision.Reason, Site: (decision as Exemption)?.SiteId, IsNamed: decision.IsOfOnePerson)))
        {
            int[] named = [.. same.OfType<Exemption>().Select(exemption => exemption.StaffId).OfType<int>()];
            var people = same.Key.IsNamed ? [.. named] : await Posted(
                act.Db, Day(same.Key.Time.From), Day(same.Key.Time.To.AddTicks(-1)), same.Key.Site, cancel);
            Message.Tell(act.Db, act.Now, people.Where(id => id != act.Rights.StaffId), MessageKind.Attendance, Sentence(clock, same.First()), "");
        }

        DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(clock.Civil(at));
    }

    /// <summary>Who is posted on a day of a time, of one hall or of all.</summary>
    public static Task<List<int>> Posted(HallDb db, DateOnly first, DateOnly last, int? siteId, CancellationToken cancel) =>
        db.Postings.Where(post => post.From <= last && (post.To == null || post.To >= first) && (post.Staff!.LeftOn == null || post.Staff.LeftOn >= first))
            .Where(post => siteId == null || post.Window!.SiteId == siteId).Select(post => post.StaffId).Distinct().ToListAsync(cancel);

    private static string Sentence(TimeProvider clock, Countersigned decision)
    {
        var (what, becomes) = decision switch
        {
            DayDecision day => ($"{day.Day:M 月 d 日}改为{(day.IsWorkday ? "上班" : "不上班")}", day.IsWorkday ? "当天照常打卡。" : "当天不用打卡。"),
            Exemption time => ($"{Civil(time.From)} 至 {Civil(time.To)} 免考勤", "这段时间不用在岗打卡。"),
            _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "A decision without words."),
        };
        // Of one person the reason may be an illness: it stands with the decision, and goes nowhere.
        if (decision.IsOfOnePerson)
            return decision.WithdrawnAt is null ? $"{what}。{becomes}原因见日历。" : $"“{what}”已撤销。请按原来的安排打卡，原因见日历。";
        return decision.WithdrawnAt is null
            ? $"{what}：{decision.Reason}。{becomes}"
            : $"“{what}”（{decision.Reason}）已撤销：{decision.WithdrawnFor}。请按原来的安排打卡。";

        string Civil(DateTimeOffset at) => $"{clock.Civil(at):M 月 d 日 HH:mm}";
    }
}
