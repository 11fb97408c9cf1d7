using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Leave;

/// <summary>One request with its story, and what its applicant can do with it.</summary>
public partial class LeaveSheetPage
{
    /// <summary>The request's number.</summary>
    [Parameter]
    public int Id { get; set; }

    /// <summary>Set where it has just been handed in.</summary>
    [SupplyParameterFromQuery]
    public string? Sent { get; set; }

    /// <summary>Set where it has just been changed.</summary>
    [SupplyParameterFromQuery]
    public string? Did { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private ShowLeave Show { get; set; } = null!;

    [Inject]
    private CancelLeave TakeBack { get; set; } = null!;

    [Inject]
    private AskAnotherCover Ask { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private LeaveAddresses At { get; set; } = null!;

    private ShowLeave.Page? Page { get; set; }

    private Refusal? Told { get; set; }

    private string? Note => (Sent, Did) switch
    {
        (not null, _) => "已提交，并已请顶岗人答复；同意后送签批。每一步都会告诉您。",
        (_, "cancel") => "已撤销，并已告诉有关的人。",
        (_, "cover") => "已请其顶岗，等待答复。",
        _ => null,
    };

    private Actor Actor => Context.User.Actor()!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        At = LeaveAddresses.Of(Context);
        await Read();
    }

    private async Task Read()
    {
        var answer = await Show.Run(Actor, Id, Context.RequestAborted);
        Page = answer.Refusal is null ? answer.Value : null;
        Told = answer.Refusal ?? Told;
        if (Page is null)
            Context.Response.StatusCode = Told!.Kind == RefusalKind.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
    }

    private async Task Cancel() => await Done(await TakeBack.Run(Actor, Id, Context.Request.Form["Reason"].ToString(), Context.RequestAborted), "cancel");

    private async Task AskCover() => await Done(
        await Ask.Run(Actor, Id, int.TryParse(Context.Request.Form["Cover"], CultureInfo.InvariantCulture, out var cover) ? cover : null, Context.RequestAborted), "cover");

    private async Task Done(Answer<Done> answer, string did)
    {
        if (answer.Refusal is null)
        {
            Navigation.NavigateTo($"{At.Mine}/{Id}?did={did}");
            return;
        }

        // What it is now may be why.
        Told = answer.Refusal;
        await Read();
    }

    private string Answer(LeaveSignature signature) => signature.Approves switch
    {
        // What has ended waits for nobody.
        null when Page!.Leave.State is not (LeaveState.WaitsForCover or LeaveState.WaitsForSignatures) => "未签批",
        null => $"待签批{(signature.RaisedTo is { } next ? $"（已上提{next.Title()}）" : "")}",
        { } yes => $"{signature.DecidedBy?.Name}{(signature.OnBehalfOf is { } other ? $"（代{other.Name}）" : "")} {(yes ? "同意" : "不同意")} {Clock.Moment(signature.DecidedAt!.Value)}",
    };
}
