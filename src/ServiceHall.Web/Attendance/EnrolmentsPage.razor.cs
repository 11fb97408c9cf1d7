using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Leaders ask at the desk that somebody be enrolled; the section enrols or says why not.</summary>
public sealed partial class EnrolmentsPage
{
    private ListEnrolments.Found _found = new([], 0, 1, []);
    private string _number = "", _name = "", _note = "", _reason = "";
    private PostKind _kind = PostKind.Regular;
    private DateOnly? _from;
    private int _windowId, _refusing;
    private string? _done;
    private bool _loaded;

    [Inject]
    private ListEnrolments List { get; set; } = null!;

    [Inject]
    private AskEnrolment Asking { get; set; } = null!;

    [Inject]
    private DecideEnrolment Deciding { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Dictionary<string, object?> Filter => [];

    /// <inheritdoc/>
    protected override void OnInitialized() => _from = Clock.Today();

    private protected override void ReadFilter()
    {
        // Nothing is filtered.
    }

    private protected override async Task<int> Load(int page)
    {
        if (Take(await List.Run(Actor, page, Left), out var found))
            _found = found;
        if (_windowId == 0 && _found.Windows is [var first, ..])
            _windowId = first.Id;
        _loaded = true;
        return _found.Page;
    }

    private async Task Ask()
    {
        Busy = true;
        if (Take(await Asking.Run(Actor, new(_windowId, _number, _name, _kind, _from, _note), Left), out _))
            await Said($"已提交 {_name} 的登记申请，等待科室处理。");
        Busy = false;
    }

    private async Task Accept(EnrolmentRequest request)
    {
        Busy = true;
        if (Take(await Deciding.Accept(Actor, request.Id, Left), out _))
            await Said($"{request.Name} 已登记到{request.Window!.Name}，已通知本人和申请人。");
        else
            await Reread();
        Busy = false;
    }

    private async Task Refuse(int id)
    {
        Busy = true;
        if (Take(await Deciding.Refuse(Actor, id, _reason, Left), out _))
            await Said("已记录，已通知申请人。");
        Busy = false;
    }

    private async Task Said(string what)
    {
        (_done, _number, _name, _note, _reason, _refusing) = (what, "", "", "", "", 0);
        await Go(Page);
    }

    // Somebody else may have decided; why nothing was done stays on the page.
    private async Task Reread()
    {
        var refusal = Refusal;
        await Go(Page);
        Refusal ??= refusal;
    }
}
