using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>The second step of a sign-in on both faces; whoever needs a factor and has none sets one here.</summary>
public partial class SecondFactorPage
{
    /// <summary>Six digits, or a recovery code.</summary>
    [SupplyParameterFromForm]
    public string? Code { get; set; }

    /// <summary>Where to go on afterwards: a path of this hall.</summary>
    [SupplyParameterFromQuery]
    public string? Back { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private SecondStep Step { get; set; } = null!;

    [Inject]
    private EnrolAuthenticator Enrol { get; set; } = null!;

    [Inject]
    private ListFactors List { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private PartialSignIn? Partial { get; set; }

    private OwnFactors? Factors { get; set; }

    private EnrolAuthenticator.Shown? Shown { get; set; }

    private IReadOnlyList<string> Recovery { get; set; } = [];

    private bool IsDone { get; set; }

    private string? Message { get; set; }

    private bool IsPhone => HallCookies.IsPhone(Context.Request.Path);

    private string SignIn => IsPhone ? "/m/sign-in" : "/sign-in";

    private string Next => SignInPage.IsOfThisHall(Back) ? Back! : IsPhone ? "/m" : "/desk";

    private string Device => Context.Request.Headers.UserAgent.ToString();

    private FactorOwner.Who Who => new(new Actor(Partial!.StaffId, Context.Address()), "", null, Partial);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Partial = await PartialSignIn.Of(Context);
        if (Partial is null)
            Navigation.NavigateTo(SignIn);
        else
            Factors = (await List.Run(Partial.StaffId, Context.RequestAborted)).Factors;
    }

    private async Task Submit()
    {
        if (Partial is null)
            return;
        var answer = await Step.Run(new(Partial, Code ?? "", Context.Address(), Device), Context.RequestAborted);
        Message = answer.Refusal?.Text;
        if (answer.Refusal is not null)
            return;
        await PartialSignIn.End(Context);
        await Context.SignInBrowser(answer.Value);
        Navigation.NavigateTo(Next);
    }

    private async Task Begin()
    {
        if (Partial is null)
            return;
        var answer = await Enrol.Begin(Who, Context.RequestAborted);
        (Message, Shown) = (answer.Refusal?.Text, answer.Refusal is null ? answer.Value : null);
    }

    private async Task Confirm()
    {
        if (Partial is null)
            return;
        var answer = await Enrol.Confirm(Who, Code ?? "", Device, Context.RequestAborted);
        if (answer.Refusal is { } refusal)
        {
            await Begin();
            Message = refusal.Text;
            return;
        }

        await PartialSignIn.End(Context);
        await Context.SignInBrowser(answer.Value.SignIn!);
        (Recovery, IsDone) = (answer.Value.RecoveryCodes, true);
    }
}
