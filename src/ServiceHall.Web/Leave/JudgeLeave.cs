using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>A request as it would be handed in now: measured, with all that speaks against it and all that follows from it.</summary>
internal sealed record JudgedLeave
{
    /// <summary>Why it cannot be handed in; none: it can.</summary>
    public List<Refusal> Faults { get; } = [];

    /// <summary>What it does not forbid, but people should know before.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The measured request; null: its time or kind makes no sense.</summary>
    public MeasuredLeave? Measured { get; set; }

    /// <summary>The applicant's window on the first day; null: posted nowhere then.</summary>
    public int? WindowId { get; set; }
    public IReadOnlyList<NeededSignature> Signatures { get; set; } = [];
    public IReadOnlyList<LeaveEffect> Effects { get; set; } = [];
}

/// <summary>Judges a form: what each preview shows, and what each submission passes.</summary>
internal sealed class JudgeLeave(HallDays days, TimeProvider clock, ISeeArrivals arrivals)
{
    private const string NewId = "new";

    public async Task<JudgedLeave> Run(HallDb db, Rights applicant, LeaveForm form, CancellationToken cancel)
    {
        var judged = new JudgedLeave();
        var (_, year, timetable) = await days.Current(db, cancel);
        if (form.FaultOfTime(clock.GetLocalNow().DateTime, timetable.Rulebook) is { } nonsense)
        {
            judged.Faults.Add(nonsense);
            return judged;
        }

        var (from, to) = (clock.InstantOf(form.From), clock.InstantOf(form.To));
        var own = await db.Set<LeaveRequest>().AsNoTracking().Where(leave => leave.StaffId == applicant.StaffId).Measured().ToListAsync(cancel);
        var staff = new StaffId(applicant.Number);
        var request = new Rules.Leave.LeaveRequest(
            NewId, staff, form.Kind, new Interval(LocalMinute.Of(form.From), LocalMinute.Of(form.To)), clock.GetLocalNow().DateTime, LeaveDecision.Pending, IsOverridden: false);
        var roster = await Rosters.Read(db, post => post.StaffId == applicant.StaffId, cancel);
        judged.Measured = LeaveTiers.Joined(LeaveTiers.Measure(own.Select(leave => leave.AsRule(staff, clock)).Append(request), roster, timetable), NewId, timetable.Rulebook);
        judged.WindowId = (await LeaveApplicants.Of(db, applicant.StaffId, request.Time.Start.Day, cancel)).WindowId;
        judged.Faults.AddRange(await OwnFaults(db, applicant, form, own, judged, timetable, cancel));
        await LookAtCover(db, applicant, form, judged, timetable, cancel);

        if (request.SubmittedAt > request.Time.Start.ToDateTime())
            judged.Warnings.Add("这张假条在开始之后才提交：须经科室“补假认可”才计入考勤，在此之前按没有请假处理。请在事由中写明原因（请假 (一)）。");
        judged.Warnings.AddRange(Unannounced(year, request.Time));
        var worked = await WorkedInLeave.Read(db, arrivals, clock, timetable, [(applicant.StaffId, request.Time)], cancel);
        if (worked.Of(applicant.StaffId, request.Time) is { } came)
            judged.Warnings.Add($"您 {came} 已到岗打卡，在这张假条的时间之内：批准后这段时间按请假计，不再按在岗计。已经上班的，请把开始时间改到实际离开的时刻。");
        if (await db.Set<LeaveRequest>().NotVoid().Include(leave => leave.Staff).FirstOrDefaultAsync(
                leave => leave.CoverId == applicant.StaffId && leave.CoverAcceptedAt != null && leave.From < to && leave.To > from, cancel) is { } promised)
            judged.Warnings.Add($"您已答应为{promised.Staff!.Name}顶岗（{clock.Span(promised)}），与本次时间重叠。提交后会告诉{promised.Staff.Name}另作安排。");
        if (judged.WindowId is { } windowId)
        {
            judged.Warnings.AddRange((await PeopleLeft.Read(db, clock, [windowId], request.Time, cancel)).Warnings(timetable, windowId, applicant.StaffId, request.Time));
            judged.Effects = LeaveEffect.Of(
                request, [.. own.Where(leave => leave.MayCount).Select(leave => leave.AsRule(staff, clock))],
                roster, timetable);
        }

        return judged;
    }

    /// <summary>
    /// Cuts what lies before the first and after the last working minute: it is nobody's leave, makes nothing late, and a punch
    /// in it is no early return. Nonsense stays as it is.
    /// </summary>
    public async Task<LeaveForm> Trim(HallDb db, LeaveForm form, CancellationToken cancel)
    {
        form = form with { From = Minute(form.From), To = Minute(form.To), Reason = form.Reason.Trim() };
        var timetable = (await days.Current(db, cancel)).Timetable;
        if (form.FaultOfTime(clock.GetLocalNow().DateTime, timetable.Rulebook) is not null)
            return form;
        var (from, to) = Trim(timetable, form.From, form.To);
        return form with { From = from, To = to };

        static DateTime Minute(DateTime at) => LocalMinute.Of(at).ToDateTime();
    }

    /// <summary>The same of whole minutes in order; time without any work stays as it is.</summary>
    public static (DateTime From, DateTime To) Trim(Timetable timetable, DateTime from, DateTime to)
    {
        var sessions = timetable.Touching(new(LocalMinute.Of(from), LocalMinute.Of(to))).ToList();
        return sessions.Count == 0 ? (from, to) : (
            LocalMinute.Later(sessions[0].Hours.Start, LocalMinute.Of(from)).ToDateTime(),
            LocalMinute.Earlier(sessions[^1].Hours.End, LocalMinute.Of(to)).ToDateTime());
    }

    /// <summary>What is not known yet of years whose holidays are not announced: nobody guesses them.</summary>
    public static IEnumerable<string> Unannounced(HallYear year, Interval time)
    {
        var (first, last) = (time.Start.Day.Year, (time.End - 1).Day.Year);
        return Enumerable.Range(first, last - first + 1).Where(one => !year.IsAnnounced(one))
            .Select(one => $"{one} 年的节假日安排还没有公布，暂按周一至周五上班计：公布之后，这张假条的天数和签批权限可能不同。");
    }

    /// <summary>The workdays of a stretch of time.</summary>
    public static IReadOnlyCollection<DateOnly> Workdays(Timetable timetable, Interval time) => [.. timetable.Touching(time).Select(session => session.Day).Distinct()];

    private async Task<List<Refusal>> OwnFaults(
        HallDb db, Rights applicant, LeaveForm form, List<LeaveRequest> own, JudgedLeave judged, Timetable timetable, CancellationToken cancel)
    {
        var faults = new List<Refusal>();
        var (from, to, measured) = (clock.InstantOf(form.From), clock.InstantOf(form.To), judged.Measured!);
        var (first, last) = (measured.Request.Time.Start.Day, (measured.Request.Time.End - 1).Day);
        if (!CoverFit.Office.Any(applicant.Roles.Contains)
            && !await db.Postings.AnyAsync(post => post.StaffId == applicant.StaffId && post.From <= first && (post.To == null || post.To >= first), cancel))
            faults.Add(new($"您在 {first:yyyy-MM-dd} 没有在岗任职，也不是科室人员，不能请假。如有疑问，请联系科室核对任职。", "请假 (一)"));
        if (measured.WorkingMinutes == 0)
            faults.Add(new("这段时间里没有工作时间（休息日、节假日或下班时间），不需要请假。", measured.Tier.Basis.Clause));
        else if (measured.Approvers.Count == 0)
            faults.Add(new($"这段时间只有 {measured.WorkingMinutes} 个工作分钟，不超过 {measured.Tier.UpToMinutes} 分钟：摆放桌牌即可，请使用“暂离”，不需要请假。", measured.Tier.Basis.Clause));
        if (await MonthClosing.Touching(db, first, last, cancel) is { } month)
            faults.Add(new($"{month:yyyy 年 M 月}的考勤已经月结，不能再请这个月的假。请联系科室；科长重新开放后再提交。", "考勤 一(五)"));
        if (own.Find(leave => !leave.IsVoid && leave.From < to && leave.To > from) is { } other)
            faults.Add(Overlap($"（{clock.Span(other)}，{other.State.Title()}）"));
        if (form.ExtendsId is { } extends)
            faults.AddRange(Extension(own.Find(leave => leave.Id == extends && !leave.IsVoid && leave.State != LeaveState.SentBack), from, timetable));
        return faults;
    }

    /// <summary>Leave of one person does not overlap, refused and cancelled aside.</summary>
    public static Refusal Overlap(string which) =>
        new($"与您的另一张假条{which}时间重叠。请调整时间，或先撤销那一张。", "请假 (一)", RefusalKind.Conflict);

    private IEnumerable<Refusal> Extension(LeaveRequest? extended, DateTimeOffset from, Timetable timetable)
    {
        if (extended is null)
            yield return new("要续的假条不存在，或已撤销、未批准、被退回。请直接提交一张新的请假。", "请假 (一)");
        else if (clock.GetUtcNow() >= extended.To)
            yield return new($"原假期已于 {clock.Moment(extended.To)} 结束，续假应在结束之前提出。请提交一张新的请假，并请科室补假认可。", "请假 (一)");
        else if (from < extended.To || timetable.WorkingMinutes(new(LocalMinute.Of(clock.Civil(extended.To)), LocalMinute.Of(clock.Civil(from)))) > 0)
            yield return new($"续假应紧接原假期的结束时间（{clock.Moment(extended.To)}），中间不能隔着工作时间。请改正开始时间，或提交一张新的请假。", "请假 (一)");
    }

    private async Task LookAtCover(HallDb db, Rights applicant, LeaveForm form, JudgedLeave judged, Timetable timetable, CancellationToken cancel)
    {
        var time = judged.Measured!.Request.Time;
        var fit = await CoverFit.Of(
            db, clock, new(applicant.StaffId, judged.WindowId, clock.InstantOf(form.From), clock.InstantOf(form.To), Workdays(timetable, time), LeaveId: null), form.CoverId, cancel);
        if (fit.Fault is { } fault)
            judged.Faults.Add(fault);
        if (judged.Measured.Approvers.Count == 0)
            return;
        var rules = timetable.Rulebook.On(time.Start.Day).Leave;
        judged.Signatures = await WhoSigns.Of(db, judged.Measured, rules, applicant.StaffId, judged.WindowId, clock.Today(), fit.IsFromElsewhere, cancel);
        judged.Warnings.AddRange(judged.Signatures.Where(needed => needed.IsVacant).Select(needed => needed.Why));
    }
}
