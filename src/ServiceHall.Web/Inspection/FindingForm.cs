using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Inspection;

/// <summary>A finding as it is written at the desk.</summary>
/// <param name="Key">The form's own; the same form sent twice is one finding.</param>
/// <param name="FoundAt">In civil time; null: now.</param>
internal sealed record FindingForm(
    Guid Key, InspectionKind Inspection, int WindowId, int? StaffId, string Code, int? Quantity, bool IsSevere, string Note,
    IReadOnlyList<Guid> PhotoIds, DateTime? FoundAt = null)
{
    public const int MostQuantity = 1000;
    public const int NoteLength = 1000;
    public const int MostPhotos = 9;
}

/// <summary>A form that holds, with what it names.</summary>
internal sealed record CheckedForm(FindingForm Form, DateTimeOffset FoundAt, DateTime Civil, int Quantity, ScoreItem Item, string Window, string? Staff)
{
    public DateOnly Day => DateOnly.FromDateTime(Civil);

    /// <summary>Checks a form against the regulation and the data.</summary>
    public static async Task<Answer<CheckedForm>> Of(Act act, FindingForm form, HallRulebook rulebook, TimeProvider clock, CancellationToken cancel)
    {
        if (!Enum.IsDefined(form.Inspection))
            return new Refusal("请选择检查方式。", "检查 三");
        if (!act.Rights.May(Right.VerifyFindings) && form.Inspection != InspectionKind.Unannounced)
            return new Refusal("特约监督员只记录明察暗访。请把检查方式改为“明察暗访”。", "检查 三(三)", RefusalKind.NotAllowed);
        var now = clock.Civil(act.Now);
        var civil = form.FoundAt ?? now;
        civil = new DateTime(civil.Ticks - (civil.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Unspecified);
        if (AcceptedDays.FaultOf("发现时间", DateOnly.FromDateTime(civil)) is { } absurd)
            return absurd;
        if (civil > now)
            return new Refusal($"发现时间 {civil:yyyy-MM-dd HH:mm} 晚于现在。请改为不晚于现在的时间。");
        var day = DateOnly.FromDateTime(civil);
        if (!rulebook.On(day).Scoring.Items.TryGetValue(form.Code, out var item) || item.Source != ItemSource.Finding)
            return new Refusal("请选择扣分项：考勤得出的和加分的不在这里记录。", "考核 一(一)");
        if (form.Quantity is not (>= 1 and <= FindingForm.MostQuantity))
            return new Refusal($"数量应是 1 到 {FindingForm.MostQuantity} 的整数，现在{(form.Quantity is { } number ? $"是 {number}" : "没有填写")}。");
        if (Cut.Count(form.Note) > FindingForm.NoteLength)
            return new Refusal($"说明最多 {FindingForm.NoteLength} 个字，现在是 {form.Note.Length} 个。请缩短。");
        if (item.NamesAnswerable && form.StaffId is null && string.IsNullOrWhiteSpace(form.Note))
            return new Refusal($"{item}须列明责任人。请选择人员，或在说明里写明。", item.Basis.Clause);
        if (form.PhotoIds.Count > FindingForm.MostPhotos)
            return new Refusal($"一条问题最多 {FindingForm.MostPhotos} 张照片，现在是 {form.PhotoIds.Count} 张。请删去一些。");
        var window = await act.Db.Windows.Where(w => w.Id == form.WindowId).Select(w => w.Code).SingleOrDefaultAsync(cancel);
        if (window is null)
            return new Refusal("请选择窗口。", Kind: RefusalKind.NotFound);
        string? staff = null;
        if (form.StaffId is { } staffId)
        {
            var posted = await act.Db.Postings
                .Where(post => post.StaffId == staffId && post.From <= day && (post.To == null || post.To >= day))
                .Select(post => post.Staff!.Number).SingleOrDefaultAsync(cancel);
            if (posted is null)
                return new Refusal($"此人 {day:yyyy-MM-dd} 不在岗任职。请重新选择人员，或不指明人员。", Kind: RefusalKind.NotFound);
            staff = posted;
        }

        var foundAt = new DateTimeOffset(civil, clock.LocalTimeZone.GetUtcOffset(civil)).ToUniversalTime();
        return new CheckedForm(form, foundAt, civil, form.Quantity.Value, item, window, staff);
    }
}
