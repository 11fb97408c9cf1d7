using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Leave;

/// <summary>What one is asked to cover, with yes and no; and what one covers now and next.</summary>
public partial class CoverPage
{
    /// <summary>Set where an answer has just been given.</summary>
    [SupplyParameterFromQuery]
    public string? Did { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private MyCovers Mine { get; set; } = null!;

    [Inject]
    private AnswerCover Answer { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private LeaveAddresses At { get; set; } = null!;

    private MyCovers.Page? Covers { get; set; }

    private Refusal? Told { get; set; }

    /// <summary>The request whose answer was not taken, and the reason that was written.</summary>
    private int Failed { get; set; }

    private string Reason { get; set; } = "";

    private Actor Actor => Context.User.Actor()!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        At = LeaveAddresses.Of(Context);
        var answer = await Mine.Run(Actor, Context.RequestAborted);
        Told = answer.Refusal;
        Covers = Told is null ? answer.Value : null;
    }

    private async Task Submit()
    {
        var fields = Context.Request.Form;
        (Failed, Reason) = (int.TryParse(fields["Leave"], CultureInfo.InvariantCulture, out var leave) ? leave : 0, fields["Reason"].ToString());
        var isYes = fields.ContainsKey("Yes");
        var answer = isYes
            ? await Answer.Accept(Actor, Failed, Context.RequestAborted)
            : await Answer.Decline(Actor, Failed, Reason, Context.RequestAborted);
        Told = answer.Refusal;
        if (Told is null)
            Navigation.NavigateTo($"{At.Cover}?did={(isYes ? "accept" : "decline")}");
    }
}
