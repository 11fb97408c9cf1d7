using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using Posting = ServiceHall.Web.People.Posting;

namespace ServiceHall.Web.Leave;

/// <summary>
/// What requests that wait mean as things stand now, for those who sign them: what their applicants saw before sending
/// (<see cref="JudgeLeave"/>), and what has come since. A handful of statements for any number of requests.
/// </summary>
internal sealed class WeighLeave(HallDays days, TimeProvider clock, ISeeArrivals arrivals)
{
    /// <param name="requests">With their applicants and cover persons.</param>
    /// <returns>By request.</returns>
    public async Task<IReadOnlyDictionary<int, JudgedLeave>> Run(HallDb db, IReadOnlyCollection<LeaveRequest> requests, CancellationToken cancel)
    {
        var (_, year, timetable) = await days.Current(db, cancel);
        var people = requests.Select(leave => leave.StaffId).Distinct().ToList();
        var own = (await db.Set<LeaveRequest>().AsNoTracking().Where(leave => people.Contains(leave.StaffId)).Measured().ToListAsync(cancel)).ToLookup(leave => leave.StaffId);
        var roster = await Rosters.Read(db, post => people.Contains(post.StaffId), cancel);
        var applicants = await LeaveApplicants.Of(db, clock, requests, cancel);
        var (from, to) = (requests.Min(leave => leave.From), requests.Max(leave => leave.To));
        var left = await PeopleLeft.Read(db, clock, [.. applicants.Values.Select(one => one.WindowId).OfType<int>().Distinct()], TimeOf(from, to), cancel);
        var covers = requests.SelectMany(leave => leave.Covers).ToList();
        var meanwhile = await db.Set<LeaveRequest>().AsNoTracking().NotVoid().Include(leave => leave.Staff).Where(leave => leave.From < to && leave.To > from)
            .Where(leave => covers.Contains(leave.StaffId) || (people.Contains(leave.CoverId!.Value) && leave.CoverAcceptedAt != null)).OrderBy(leave => leave.From).ToListAsync(cancel);
        var posts = (await db.Postings.AsNoTracking().Include(post => post.Staff).Where(post => covers.Contains(post.StaffId)).ToListAsync(cancel)).ToLookup(post => post.StaffId);
        var worked = await WorkedInLeave.Read(db, arrivals, clock, timetable, requests.Select(leave => (leave.StaffId, TimeOf(leave.From, leave.To))), cancel);
        return requests.ToDictionary(leave => leave.Id, Weigh);

        JudgedLeave Weigh(LeaveRequest leave)
        {
            var staff = new StaffId(leave.Staff!.Number);
            var rule = leave.AsRule(staff, clock);
            var weighed = new JudgedLeave
            {
                Measured = LeaveTiers.Joined(LeaveTiers.Measure(own[leave.StaffId].Select(one => one.AsRule(staff, clock)), roster, timetable), rule.Id, timetable.Rulebook),
                WindowId = applicants[leave.Id].WindowId,
            };
            weighed.Warnings.AddRange(Conflicts(leave, meanwhile.Where(other => other.Id != leave.Id && other.From < leave.To && other.To > leave.From)));
            weighed.Warnings.AddRange(JudgeLeave.Unannounced(year, rule.Time));
            if (worked.Of(leave.StaffId, rule.Time) is { } came)
                weighed.Warnings.Add($"申请人 {came} 已到岗打卡，在这张假条的时间之内：批准后这段时间按请假计，不再按在岗计。请核实；确已上班的请不予批准，由其按实际时间另行请假。");
            if (weighed.WindowId is not { } windowId)
                return weighed;
            weighed.Warnings.AddRange(leave.Covers.SelectMany(cover => NotPosted(posts[cover].ToList(), JudgeLeave.Workdays(timetable, rule.Time))));
            weighed.Warnings.AddRange(left.Warnings(timetable, windowId, leave.StaffId, rule.Time));
            weighed.Effects = LeaveEffect.Of(
                rule, [.. own[leave.StaffId].Where(other => other.Id != leave.Id && other.MayCount).Select(other => other.AsRule(staff, clock))], roster, timetable);
            return weighed;
        }
    }

    private IEnumerable<string> Conflicts(LeaveRequest leave, IEnumerable<LeaveRequest> meanwhile)
    {
        if (leave.SubmittedAt > leave.From)
            yield return "这张假条在开始之后才提交：须经科室“补假认可”才计入考勤（请假 (一)）。";
        foreach (var other in meanwhile)
        {
            if (leave.Covers.Contains(other.StaffId))
                yield return $"顶岗人{other.Staff!.Name}在这段时间里也请假（{clock.Span(other)}，{other.State.Title()}）。";
            if (other.CoverId == leave.StaffId)
                yield return $"{leave.Staff!.Name}已答应为{other.Staff!.Name}顶岗（{clock.Span(other)}），与本次时间重叠。";
        }
    }

    // Asked or agreed while posted; the posting has been ended or moved since.
    private IEnumerable<string> NotPosted(List<Posting> posts, IEnumerable<DateOnly> workdays) =>
        posts is [{ Staff: { } cover }, ..] && CoversLost.NotPosted(posts, workdays, clock.Today()) is { } day
            ? [$"顶岗人{cover.Name}在 {day:yyyy-MM-dd} 已没有在岗任职，那时不能顶岗。请申请人另请一位同事接替。"]
            : [];

    private Interval TimeOf(DateTimeOffset from, DateTimeOffset to) => new(LocalMinute.Of(clock.Civil(from)), LocalMinute.Of(clock.Civil(to)));
}
