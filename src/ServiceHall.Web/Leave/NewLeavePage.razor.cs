using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;

namespace ServiceHall.Web.Leave;

/// <summary>The leave form of both faces. It works without any script; with it, what follows is shown while one fills in.</summary>
public partial class NewLeavePage
{
    private static readonly (string Code, string Title)[] Spans =
        [(FilledForm.Day, "全天"), (FilledForm.Morning, "上午"), (FilledForm.Afternoon, "下午"), (FilledForm.Time, "按时刻")];

    /// <summary>The request that is to be extended (续假).</summary>
    [SupplyParameterFromQuery(Name = "extends")]
    public string? ToExtend { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private LeaveChoices Choose { get; set; } = null!;

    [Inject]
    private PreviewLeave Preview { get; set; } = null!;

    [Inject]
    private SubmitLeave Send { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private LeaveAddresses At { get; set; } = null!;

    private LeaveChoices.Choices? Choices { get; set; }

    private FilledForm Filled { get; set; } = new();

    private JudgedLeave? Judged { get; set; }

    /// <summary>Why it was not handed in.</summary>
    private Refusal? Told { get; set; }

    private Actor Actor => Context.User.Actor()!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        At = LeaveAddresses.Of(Context);
        var isSent = HttpMethods.IsPost(Context.Request.Method) && Context.Request.HasFormContentType;
        var answer = await Choose.Run(Actor, int.TryParse(ToExtend, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null, Context.RequestAborted);
        Told = answer.Refusal;
        if (Told is not null)
            return;
        Choices = answer.Value;
        Filled = isSent ? FilledForm.Of(Context.Request.Form) : FilledForm.Fresh(Choices);
        if (!isSent && Filled.Extends.Length > 0)
            await Look(Filled.Read(Choices.Timetable));
    }

    private async Task Submit()
    {
        var read = Filled.Read(Choices!.Timetable);
        if (read.Refusal is null && Context.Request.Form["Step"] == "send")
        {
            var proof = Context.Request.Form.Files.GetFile("Proof");
            var answer = await Send.Run(Actor, read.Value, proof is null ? null : await File(proof), Context.RequestAborted);
            if (answer.Refusal is null)
            {
                Navigation.NavigateTo($"{At.Mine}/{answer.Value}?sent=1");
                return;
            }

            Told = answer.Refusal;
        }

        await Look(read);
    }

    private async Task Look(Answer<LeaveForm> read)
    {
        var answer = read.Refusal ?? await Preview.Run(Actor, read.Value, Context.RequestAborted);
        Judged = answer.Refusal is null ? answer.Value : new JudgedLeave { Faults = { answer.Refusal } };
    }

    private async Task<SubmitLeave.File> File(IFormFile proof)
    {
        // One byte more than is taken is enough to refuse it.
        var bytes = new byte[Math.Min(proof.Length, PhotoFile.MostBytes + 1)];
        await using var content = proof.OpenReadStream();
        await content.ReadExactlyAsync(bytes, Context.RequestAborted);
        return new(proof.FileName, bytes);
    }
}
