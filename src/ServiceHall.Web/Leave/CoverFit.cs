using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Whose leave is to be covered, and when.</summary>
/// <param name="WindowId">The applicant's window; null: posted nowhere, which the section's own people are.</param>
/// <param name="LeaveId">The request itself, where it is there already; null: it is being written.</param>
internal sealed record ToCover(int StaffId, int? WindowId, DateTimeOffset From, DateTimeOffset To, IReadOnlyCollection<DateOnly> Workdays, int? LeaveId)
{
    /// <summary>From when the cover is put down: a cover person stands for the whole of a leave, also where the cover passes midway.</summary>
    public DateTimeOffset PutDownFrom { get; init; } = From;

    /// <summary>Of a request that is there: all of it, or where the cover passes to another, what is still to come.</summary>
    public static ToCover Of(TimeProvider clock, Timetable timetable, LeaveRequest leave, int? windowId, DateTimeOffset now)
    {
        var from = leave.CoverAcceptedAt is not null && now > leave.From ? now : leave.From;
        var time = new Interval(LocalMinute.Of(clock.Civil(from)), LocalMinute.Of(clock.Civil(leave.To)));
        return new(leave.StaffId, windowId, from, leave.To, JudgeLeave.Workdays(timetable, time), leave.Id) { PutDownFrom = leave.From };
    }
}

/// <summary>
/// Whether somebody can cover (B 岗, 请假 (二), our reading): enrolled, not on leave then, not covering somebody else
/// then; from another window of the same unit where nobody else of the window is there.
/// </summary>
/// <param name="Fault">Why not; null: they can.</param>
/// <param name="IsFromElsewhere">They stand at another window: the section has to agree.</param>
internal sealed record CoverFit(Refusal? Fault, bool IsFromElsewhere)
{
    private const string Clause = "请假 (二)";

    /// <summary>Nobody was chosen yet.</summary>
    public static Refusal Nobody { get; } = new("请选择顶岗人：请假必须有人顶岗。", Clause);

    /// <summary>Who works in the hall without being posted at a window, and may ask for leave and cover one another.</summary>
    public static IReadOnlyList<HallRole> Office { get; } = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader];

    /// <summary>Looks at one person.</summary>
    public static async Task<CoverFit> Of(HallDb db, TimeProvider clock, ToCover leave, int? coverId, CancellationToken cancel)
    {
        if (coverId is null)
            return new(Nobody, IsFromElsewhere: false);
        if (coverId == leave.StaffId)
            return No("不能由本人顶岗，请另选顶岗人。");
        var last = leave.Workdays.DefaultIfEmpty(clock.Today()).Max();
        var cover = await db.Staff.AsNoTracking().Include(staff => staff.Postings).ThenInclude(post => post.Window)
            .SingleOrDefaultAsync(staff => staff.Id == coverId && (staff.LeftOn == null || staff.LeftOn >= last), cancel);
        if (cover is null)
            return No("没有这位顶岗人，或已离开大厅。请另选顶岗人。");
        var (fault, isFromElsewhere) = await OfPlace(db, leave, cover, cancel);
        return fault is not null ? No(fault) : await OfTime(db, clock, leave, cover, cancel) is { } busy ? No(busy) : new CoverFit(null, isFromElsewhere);

        static CoverFit No(string text) => new(new Refusal(text, Clause), IsFromElsewhere: false);
    }

    private static async Task<(string? Fault, bool IsFromElsewhere)> OfPlace(HallDb db, ToCover leave, StaffMember cover, CancellationToken cancel)
    {
        if (leave.WindowId is not { } windowId)
            return await db.RoleGrants.AnyAsync(grant => grant.StaffId == cover.Id && Office.Contains(grant.Role), cancel)
                ? (null, false)
                : ($"{cover.Name}不是科室人员，不能为科室人员顶岗。请另选顶岗人。", false);
        var places = leave.Workdays.Select(day => (Day: day, cover.Postings.Find(post => post.From <= day && (post.To is null || day <= post.To))?.Window)).ToList();
        if (places.Find(place => place.Window is null) is { Day: { Year: > 1 } missing })
            return ($"{cover.Name}在 {missing:yyyy-MM-dd} 没有在岗任职，不能顶岗。请另选顶岗人。", false);
        if (places.TrueForAll(place => place.Window!.Id == windowId))
            return (null, false);
        var unitId = await db.Windows.Where(window => window.Id == windowId).Select(window => window.UnitId).SingleAsync(cancel);
        if (places.Find(place => place.Window!.UnitId != unitId).Window is { } foreign)
            return ($"{cover.Name}在其他单位的“{foreign.Name}”，不能顶岗。请选本窗口或同单位的人。", false);
        return await Free(db, leave, windowId, cancel) is { } free
            ? ($"本窗口的{free}可以顶岗；本窗口没有别人时，才能由同单位的其他窗口顶岗。", false)
            : (null, true);
    }

    // Somebody else of the window, who neither is away then nor covers another.
    private static Task<string?> Free(HallDb db, ToCover leave, int windowId, CancellationToken cancel)
    {
        var (first, last) = (leave.Workdays.Min(), leave.Workdays.Max());
        return db.Postings.Where(post => post.WindowId == windowId && post.StaffId != leave.StaffId
                && post.From <= first && (post.To == null || post.To >= last) && (post.Staff!.LeftOn == null || post.Staff.LeftOn >= last))
            .Where(post => !db.Set<LeaveRequest>().NotVoid().Any(other => other.From < leave.To
                && ((other.StaffId == post.StaffId && other.To > leave.From)
                    || (other.CoverId == post.StaffId && other.To > leave.PutDownFrom && other.CoverAcceptedAt != null && other.Id != leave.LeaveId))))
            .OrderBy(post => post.Staff!.Number).Select(post => post.Staff!.Name).FirstOrDefaultAsync(cancel);
    }

    private static async Task<string?> OfTime(HallDb db, TimeProvider clock, ToCover leave, StaffMember cover, CancellationToken cancel)
    {
        var then = db.Set<LeaveRequest>().AsNoTracking().NotVoid()
            .Where(other => other.Id != leave.LeaveId && other.From < leave.To && other.To > leave.PutDownFrom).OrderBy(other => other.From);
        if (await then.FirstOrDefaultAsync(other => other.StaffId == cover.Id && other.To > leave.From, cancel) is { } own)
            return $"{cover.Name}在这段时间里自己请假（{clock.Span(own)}，{own.State.Title()}），不能顶岗。请另选顶岗人。";
        return await then.Include(other => other.Staff).FirstOrDefaultAsync(other => other.CoverId == cover.Id && other.CoverAcceptedAt != null, cancel) is not { } promised
            ? null
            : promised.To <= leave.From
            ? $"{cover.Name}在这张假条的时间里已为{promised.Staff!.Name}顶过岗（{clock.Span(promised)}）；顶岗人按整张假条登记，一人不能登记两个重叠的顶岗，所以不能接替。请另选顶岗人。"
            : $"{cover.Name}在这段时间里已为{promised.Staff!.Name}顶岗（{clock.Span(promised)}），不能同时顶两个岗。请另选顶岗人。";
    }
}
