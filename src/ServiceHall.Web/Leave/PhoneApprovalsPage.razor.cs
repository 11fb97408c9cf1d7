using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Leave;

/// <summary>The inbox on a phone. A phone stays signed in for weeks, so each decision asks for the password.</summary>
public partial class PhoneApprovalsPage
{
    /// <summary>Set where something has just been decided.</summary>
    [SupplyParameterFromQuery]
    public string? Did { get; set; }

    /// <summary>Which page of the list, from 1 on.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private ShowApprovals Show { get; set; } = null!;

    [Inject]
    private ShowStart Duties { get; set; } = null!;

    [Inject]
    private SignLeave Sign { get; set; } = null!;

    [Inject]
    private ConfirmPassword Confirm { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private ShowApprovals.Found Found { get; set; } = new([], 0, 1);

    private IReadOnlyList<Figure> Others { get; set; } = [];

    private Refusal? Told { get; set; }

    /// <summary>The request that was not decided, and the remark that was written.</summary>
    private int Failed { get; set; }

    private string Remark { get; set; } = "";

    private Actor Actor => Context.User.Actor()!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var answer = await Show.Run(Actor, Pager.PageOf(PageNumber), Context.RequestAborted);
        Told = answer.Refusal;
        if (Told is not null)
            return;
        Found = answer.Value;
        var figures = await Duties.Run(Actor, Context.RequestAborted);
        Others = [.. figures.Value.Where(figure => figure.Waits && figure.Address != LeaveAddresses.Approvals)];
    }

    private async Task Submit()
    {
        var fields = Context.Request.Form;
        (Failed, Remark) = (int.TryParse(fields["Leave"], CultureInfo.InvariantCulture, out var leave) ? leave : 0, fields["Remark"].ToString());
        var approves = fields.ContainsKey("Yes");
        Told = (await Confirm.Run(Actor, fields["Password"].ToString(), Context.RequestAborted)).Refusal
            ?? (await Sign.Run(Actor, Failed, approves, Remark, Context.RequestAborted)).Refusal;
        if (Told is null)
            Navigation.NavigateTo($"/m/approvals?did={(approves ? "yes" : "no")}");
    }
}
