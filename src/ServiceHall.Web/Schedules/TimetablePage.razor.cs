using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>What the hall does by itself, how it went, and what can be done about it.</summary>
public sealed partial class TimetablePage
{
    private readonly HashSet<string> _open = [];
    private readonly Dictionary<string, string> _reasons = [];
    private ShowTimetable.Shown? _shown;
    private TimetableLine? _pausing;
    private string _reason = "";
    private string? _done;

    [Inject]
    private ShowTimetable Show { get; set; } = null!;

    [Inject]
    private AskForRun Ask { get; set; } = null!;

    [Inject]
    private ClockWatch Watch { get; set; } = null!;

    [Inject]
    private ConfirmClock Confirm { get; set; } = null!;

    [Inject]
    private PauseLine Pausing { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Task Open() => Read();

    private protected override Task ReadAnew() => Read();

    private async Task Read()
    {
        var shown = await Show.Run(Actor, Left);
        if (shown.Refusal is null)
            _shown = shown.Value;
        else
            Refusal = shown.Refusal;
    }

    private Task RunNow(TimetableLine line) => Do(async () =>
    {
        if (Take(await Ask.Run(Actor, line.Name, Left), out _))
            _done = $"“{line.Title}”已交给服务器运行，结果写在它的“记录”里；按“刷新”查看。";
        _open.Add(line.Name);
    });

    // The clock was ahead before, and is right now.
    private Task ConfirmTime() => Do(async () =>
    {
        if (Take(await Confirm.Run(Actor, Left), out _))
            _done = "已以现在的时钟为准，打卡照常判定。";
    });

    private Task Pause() => Do(async () =>
    {
        if (!Take(await Pausing.Run(Actor, _pausing!.Name, _reason, Left), out _))
            return;
        _done = $"“{_pausing.Title}”已暂停。";
        GiveUp();
        _reasons.Clear();
    });

    private Task Resume(TimetableLine line) => Do(async () =>
    {
        if (Take(await Pausing.Run(Actor, line.Name, null, Left), out _))
            _done = $"“{line.Title}”已恢复，错过的会补做。";
    });

    private async Task Do(Func<Task> press)
    {
        (Busy, _done, Refusal) = (true, null, null);
        try
        {
            await press();
            await Read();
        }
        finally
        {
            Busy = false;
        }
    }

    // A reason that was begun is there again when the form is.
    private void GiveUp()
    {
        _reasons[_pausing!.Name] = _reason;
        _pausing = null;
    }

    private void Toggle(TimetableLine line)
    {
        if (!_open.Remove(line.Name))
            _open.Add(line.Name);
    }

    private string Time(DateTimeOffset at) => Clock.Civil(at).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Length(int milliseconds) => milliseconds < 1000
        ? $"{milliseconds} 毫秒"
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0} 秒");

    private static string Did(TimetableLine line, TimetableRun run) => run.Changed == 0 ? line.Nothing
        : run.Periods.Length == 0 ? $"{run.Changed} {line.Unit}" : $"{run.Changed} {line.Unit}（{PeriodWords.Of(run.Periods)}）";

    private static string StateOf(ShowTimetable.Row row) => row.State switch
    {
        null or { StartedAt: null, PausedAt: null } => "还没有运行",
        { PausedAt: not null } => "已暂停",
        { Failures: > 0 } => $"连续 {row.State.Failures} 次出错",
        _ => "正常",
    };

    private static string Colour(ShowTimetable.Row row) => row.State switch
    {
        null or { StartedAt: null, PausedAt: null } => "quiet",
        { PausedAt: not null } => "warn",
        { Failures: > 0 } => "bad",
        _ => "good",
    };

    private static string Outcome(TimetableRun run) => run.Outcome switch
    {
        RunOutcome.Running => "等待或正在运行",
        RunOutcome.Done => "完成",
        RunOutcome.Failed => "出错",
        _ => "未运行：正在另一次运行中，或已暂停",
    };
}
