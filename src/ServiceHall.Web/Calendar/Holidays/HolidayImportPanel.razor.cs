using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using ServiceHall.Web.Attachments;

namespace ServiceHall.Web.Calendar.Holidays;

/// <summary>Import of a year's notice: upload, preview of its days with ticks, and the second signature.</summary>
public sealed partial class HolidayImportPanel
{
    private readonly HashSet<string> _ticks = new(StringComparer.Ordinal);
    private IReadOnlyList<SignHolidays.Waiting> _waiting = [];
    private UploadedFile? _file;
    private HolidayPlan? _plan;
    private string? _done;

    /// <summary>The calendar has changed; the year that it is about.</summary>
    [Parameter]
    public EventCallback<int> OnChange { get; set; }

    [Inject]
    private ImportHolidays Import { get; set; } = null!;

    [Inject]
    private SignHolidays Sign { get; set; } = null!;

    private protected override Task Open() => ReadWaiting();

    private async Task ReadWaiting()
    {
        var refusal = Refusal;
        if (Take(await Sign.List(Actor, Left), out var waiting))
            _waiting = waiting;
        Refusal ??= refusal;
    }

    private async Task Upload(InputFileChangeEventArgs chosen)
    {
        (_plan, _done, Refusal) = (null, null, null);
        _ticks.Clear();
        if (chosen.File.Size > ImportHolidays.GreatestSize)
        {
            Refusal = new Accounts.Refusal("文件过大，已拒绝。应为 holiday-cn 格式的 JSON，一年一个文件。");
            return;
        }

        using var content = new MemoryStream();
        await using (var upload = chosen.File.OpenReadStream(ImportHolidays.GreatestSize, Left))
            await upload.CopyToAsync(content, Left);
        _file = new UploadedFile("application/json", chosen.File.Name, content.ToArray());
        if (Take(await Import.Preview(Actor, _file, Left), out var plan))
            _plan = plan;
    }

    private void Tick(string key, bool isTicked)
    {
        if (isTicked)
            _ticks.Add(key);
        else
            _ticks.Remove(key);
    }

    private async Task Submit()
    {
        if (!Take(await Import.Run(Actor, _file!, _plan!.Fingerprint(), _ticks, Left), out _))
            return;
        (_done, _plan) = ($"{_plan.Year} 年放假安排已提交，另一位同事签字后生效。", null);
        await ReadWaiting();
    }

    private async Task SignOne(int id, string fingerprint)
    {
        if (Take(await Sign.Sign(Actor, id, fingerprint, Left), out var signed))
        {
            var late = string.Join("、", signed.TooLate.Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)));
            _done = $"{signed.Year} 年放假安排已生效。"
                + (late.Length == 0 ? "" : $"其中 {late} 改为上班时已经过去，无人能打卡，不计考勤（考勤 一(二)）。");
            await OnChange.InvokeAsync(signed.Year);
        }

        await ReadWaiting();
    }

    private async Task WithdrawOne(int id)
    {
        if (Take(await Sign.Withdraw(Actor, id, Left), out _))
            _done = "已撤回，日历没有改动。";
        await ReadWaiting();
    }
}
