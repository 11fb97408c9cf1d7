using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Attendance;

/// <summary>The phone's first page: today's four slots, and one large button for what can be punched now.</summary>
public partial class PunchPage
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private TodayState State { get; set; } = null!;

    private Today? Today { get; set; }

    private bool Consented { get; set; }

    private string Name => Context.User.Identity?.Name ?? "";

    private IEnumerable<TodaySlot> Others => Today!.Slots.Where(slot => slot.IsOpen && slot != Today.Next && (slot.State == SlotState.Open || slot.EndsLeave));

    private string DayLine => Today switch
    {
        { Works: false, DayName: { Length: > 0 } name } => $"{name}，不用打卡",
        { Works: false } => "休息日，不用打卡",
        { Posted: false } => "今天没有在岗任职",
        { DayName: { Length: > 0 } name } => $"工作日（{name}）",
        _ => "工作日",
    };

    private string Nothing => Today switch
    {
        { Works: false } => "今天休息",
        { Posted: false } => "未登记在岗",
        { Slots: var slots } when slots.All(slot => slot.IsOnLeave) => "今天请假",
        { Coming: var coming } when coming?.Opens.Day != Today.Now.Day => "今天已结束",
        _ => "还没到时间",
    };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var actor = Context.User.Actor() ?? throw new InvalidOperationException("The page is for signed-in people only.");
        Consented = await Consents.Has(actor.StaffId, Context.RequestAborted);
        Today = await State.Run(actor, Context.RequestAborted);
    }

    private static string Key(TodaySlot slot) => $"{slot.Slot.Session.Day:yyyy-MM-dd}/{slot.Slot.Session.Part.Code()}/{slot.Slot.Action.Code()}";

    private string Label(TodaySlot slot) => slot.EndsLeave ? "返岗签到" : slot.Kept is not null ? $"重新{slot.Slot.Title[2..]}" : slot.Slot.Title;

    private string Until(TodaySlot slot) =>
        slot.EndsLeave ? "签到后，假期缩短到此刻"
        : slot.Kept is not null ? $"以最后一次为准，到 {slot.Slot.Closes}"
        : Today!.IsEarly(slot) ? $"{slot.Required!.Value.End} 前签退算早退"
        : slot.Note.Length > 0 ? slot.Note
        : slot.Required is { } required ? Owed(required, slot.Slot)
        : $"到 {slot.Slot.Closes}";

    // Leave and exemptions may leave less than the session.
    private string Owed(Interval required, PunchSlot slot)
    {
        var hours = slot.Session.Hours;
        if (slot.Action == PunchAction.Out)
            return required.End < hours.End ? $"应在岗到 {required.End}，签退到 {slot.Closes}" : $"到 {slot.Closes}";
        return Today!.Now > required.Start ? $"到 {slot.Closes}"
            : $"{required.Start} {(required.Start > hours.Start ? "起应在岗" : "上班")}，签到到 {slot.Closes}";
    }

    private string Opening(PunchSlot coming) =>
        $"{coming.Title} {(coming.Opens.Day == Today!.Now.Day ? "" : coming.Opens.Day.ToString("M 月 d 日（ddd）", Chinese))}{coming.Opens} 起";

    private static string Mark(TodaySlot slot) => slot.State switch
    {
        SlotState.Done => "✓",
        SlotState.DoneWithFault => "!",
        SlotState.Missed => "✕",
        SlotState.Excused => "免",
        _ => "",
    };

    private static string StateName(TodaySlot slot) => slot.State switch
    {
        SlotState.NotYet => "未到时间",
        SlotState.Open => "可以打卡",
        SlotState.Missed => "缺卡",
        SlotState.Excused => "不需打卡",
        _ => "",
    };
}
