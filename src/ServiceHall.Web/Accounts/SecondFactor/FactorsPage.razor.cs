using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>One's own second factors on both faces: set, named, removed, each change with the password.</summary>
public partial class FactorsPage
{
    /// <summary>The password once more.</summary>
    [SupplyParameterFromForm]
    public string? Password { get; set; }

    /// <summary>A first code of the authenticator.</summary>
    [SupplyParameterFromForm]
    public string? Code { get; set; }

    /// <summary>Another name for a passkey.</summary>
    [SupplyParameterFromForm]
    public string? Name { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private ListFactors List { get; set; } = null!;

    [Inject]
    private EnrolAuthenticator Enrol { get; set; } = null!;

    [Inject]
    private RemoveFactor RemoveOne { get; set; } = null!;

    [Inject]
    private RenewRecoveryCodes RenewOwn { get; set; } = null!;

    [Inject]
    private Passkeys Passkeys { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private ListFactors.Found? Found { get; set; }

    private EnrolAuthenticator.Shown? Shown { get; set; }

    private IReadOnlyList<string> Recovery { get; set; } = [];

    private string? Message { get; set; }

    private bool Refused { get; set; }

    private Actor Actor => Context.User.Actor() ?? throw new InvalidOperationException("The page is for signed-in people only.");

    private string Number => Context.User.Number();

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => Read();

    private async Task Read() => Found = await List.Run(Actor.StaffId, Context.RequestAborted);

    private async Task Begin() => await Show(Password ?? "");

    private async Task Confirm()
    {
        var answer = await Enrol.Confirm(new(Actor, Number, null), Code ?? "", Device, Context.RequestAborted);
        if (answer.Refusal is { } refusal)
        {
            // What was shown after the password is shown once more.
            await Show(null);
            (Message, Refused) = (refusal.Text, true);
            return;
        }

        Recovery = answer.Value.RecoveryCodes;
        await Told("身份验证器已设置，下次登录起使用。", null);
    }

    private async Task Show(string? password)
    {
        var answer = await Enrol.Begin(new(Actor, Number, password), Context.RequestAborted);
        (Message, Refused, Shown) = (answer.Refusal?.Text, answer.Refusal is not null, answer.Refusal is null ? answer.Value : null);
    }

    private async Task RemoveAuthenticator() => await Told("身份验证器已移除。", (await RemoveOne.Run(Actor, new(Number, Password ?? "", null), Context.RequestAborted)).Refusal);

    private async Task Remove(string id) => await Told("通行密钥已移除。", (await RemoveOne.Run(Actor, new(Number, Password ?? "", id), Context.RequestAborted)).Refusal);

    private async Task Rename(string id) => await Told("已改名。", (await Passkeys.Rename(Actor, Number, id, Name ?? "", Context.RequestAborted)).Refusal);

    private async Task RenewCodes()
    {
        var answer = await RenewOwn.Run(Actor, Number, Password ?? "", Context.RequestAborted);
        Recovery = answer.Refusal is null ? answer.Value : [];
        await Told("恢复代码已更换，以前的全部作废。", answer.Refusal);
    }

    private async Task Told(string done, Refusal? refusal)
    {
        (Message, Refused) = (refusal?.Text ?? done, refusal is not null);
        await Read();
    }

    private string Device => Context.Request.Headers.UserAgent.ToString();
}
