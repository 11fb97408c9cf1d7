using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>One long work: how far it is, a button that stops it, and what came of it. It needs a key of the work's id.</summary>
public sealed partial class WorkProgress
{
    private WorkView? _work;
    private bool _asks;

    /// <summary>Which work.</summary>
    [Parameter]
    [EditorRequired]
    public int Id { get; set; }

    /// <summary>Called once when the work that was open has ended.</summary>
    [Parameter]
    public EventCallback OnEnded { get; set; }

    /// <summary>How it stands, where the page around it has read that already.</summary>
    [Parameter]
    public WorkView? Read { get; set; }

    [Inject]
    private ShowWork Show { get; set; } = null!;

    [Inject]
    private StopWork Stopping { get; set; } = null!;

    [Inject]
    private LiveWorks Live { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private RetentionPlan Plan { get; set; } = null!;

    private string Kept => Plan.Policy.Of(ExpireWorkFiles.KindCode, Clock.Today()).Words;

    private bool MayStop => _work!.StarterId == Actor.StaffId || User.May(Right.RunTimetable);

    private string Word => _work!.State switch
    {
        WorkState.Done when _work.IsRefused => "没有执行",
        WorkState.Done => "已完成",
        WorkState.Stopped => "已停止",
        _ => "出错",
    };

    private string Colour => _work!.State switch
    {
        WorkState.Done => _work.IsRefused ? "warn" : "good",
        WorkState.Stopped => "quiet",
        _ => "bad",
    };

    private protected override async Task Open()
    {
        if (Read is not null)
            _work = Read;
        else if (Take(await Show.Run(Actor, Id, Left), out var shown))
            _work = shown;
        if (_work?.IsOpen == true)
            Keep(Live.Follow(Id, Told));
    }

    private void Told(WorkView work) => Follow(async () =>
    {
        var ends = _work!.IsOpen && !work.IsOpen;
        _work = work;
        if (ends)
            await OnEnded.InvokeAsync();
    });

    private async Task Stop()
    {
        Busy = true;
        if (Take(await Stopping.Run(Actor, Id, Left), out _))
            _work = _work! with { IsStopping = true };
        (Busy, _asks) = (false, false);
    }

    internal static string Length(TimeSpan length) => length.TotalSeconds < 1 ? "不到 1 秒"
        : length.TotalMinutes < 1 ? $"{(int)length.TotalSeconds} 秒"
        : $"{(int)length.TotalMinutes} 分 {length.Seconds} 秒";
}
