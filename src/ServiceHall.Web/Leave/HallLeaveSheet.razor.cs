using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Leave;

/// <summary>Everything about one request on one page, for those who sign, file, or ask.</summary>
public sealed partial class HallLeaveSheet
{
    private ShowLeave.Page? _page;
    private LeaveDuties.Page? _duties;
    private string _remark = "";
    private string? _done;

    /// <summary>The request's number.</summary>
    [Parameter]
    public int Id { get; set; }

    [Inject]
    private ShowLeave Show { get; set; } = null!;

    [Inject]
    private LeaveDuties Duties { get; set; } = null!;

    [Inject]
    private SignLeave Sign { get; set; } = null!;

    [Inject]
    private FileLeave Files { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override async Task Open()
    {
        if (!Take(await Show.Run(Actor, Id, Left), out var page))
            return;
        _page = page;
        if (Take(await Duties.Run(Actor, Id, Left), out var duties))
            _duties = duties;
    }

    private protected override Task ReadAnew() => Open();

    private string Result(LeaveSignature signature) => signature.Approves switch
    {
        null when _duties?.Signers.GetValueOrDefault(signature.Id) is { Length: > 0 } now => $"等待（{Clock.Moment(signature.Since)}起）。现在可签：{now}",
        null => "未签",
        { } approves => $"{signature.DecidedBy!.Name}{(signature.OnBehalfOf is { } absent ? $"（受{absent.Name}委托）" : "")} {(approves ? "同意" : "不同意")}，{Clock.Moment(signature.DecidedAt!.Value)}",
    };

    private async Task Decide(bool approves) => await Done(await Sign.Run(Actor, Id, approves, _remark, Left), approves ? "已同意。" : "已签不同意，请假不成立。");

    private async Task PutOnFile() => await Done(await Files.Run(Actor, Id, _remark, Left), "已备案。");

    private async Task SendBack() => await Done(await Files.SendBack(Actor, Id, _remark, Left), "已退回，并已告诉申请人和顶岗人。");

    private async Task Done(Answer<Done> answer, string done)
    {
        if (answer.Refusal is null)
            (_done, _remark) = (done, "");
        await Open();
        Refusal ??= answer.Refusal;
    }
}
