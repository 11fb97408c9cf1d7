using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>The refusals that several use cases of leave share.</summary>
internal static class LeaveFaults
{
    public static Refusal Gone { get; } = new("没有这张假条，或它已不在。请刷新列表。", Kind: RefusalKind.NotFound);

    /// <summary>It is not there, or not for the actor's eyes: nobody learns which.</summary>
    public static Refusal Unseen { get; } = new("没有这张假条，或您不能查看它。", Kind: RefusalKind.NotFound);

    /// <summary>The state does not allow it: perhaps somebody else was quicker.</summary>
    public static Refusal NotNow(LeaveRequest leave, LeaveAct act) =>
        new($"这张假条现在是“{leave.State.Title()}”，不能再做“{act.Title()}”：可能别人刚刚处理过。请刷新后查看。", "请假 (二)", RefusalKind.Conflict);

    /// <summary>Days that have begun lie in a month that is closed; null: they do not.</summary>
    public static async Task<Refusal?> InClosedMonth(HallDb db, TimeProvider clock, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var (first, last) = (DateOnly.FromDateTime(clock.Civil(from)), DateOnly.FromDateTime(clock.Civil(to.AddTicks(-1))));
        return await MonthClosing.Touching(db, first, last, cancel) is { } month
            ? new Refusal($"{month:yyyy 年 M 月}已月结，那个月的请假不能再变。确需更正时，请科长先撤销月结并写明原因。", "考勤 一(五)", RefusalKind.Conflict)
            : null;
    }
}
