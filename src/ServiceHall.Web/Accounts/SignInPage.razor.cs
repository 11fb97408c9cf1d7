using Microsoft.AspNetCore.Components;

namespace ServiceHall.Web.Accounts;

/// <summary>The sign-in of both faces: under /m the phone's, otherwise the desk's.</summary>
public partial class SignInPage
{
    /// <summary>The staff number.</summary>
    [SupplyParameterFromForm]
    public string? Number { get; set; }

    /// <summary>The password.</summary>
    [SupplyParameterFromForm]
    public string? Password { get; set; }

    /// <summary>Where to go on afterwards: a path of this hall.</summary>
    [SupplyParameterFromQuery]
    public string? Back { get; set; }

    /// <summary>Set where a sign-in has just ended.</summary>
    [SupplyParameterFromQuery]
    public string? Ended { get; set; }

    /// <summary>Set where a password has just been set.</summary>
    [SupplyParameterFromQuery]
    public string? Ready { get; set; }

    /// <summary>Set where the city's sign-in named nobody of this hall.</summary>
    [SupplyParameterFromQuery]
    public string? Unknown { get; set; }

    /// <summary>Set where the city's sign-in came to nothing.</summary>
    [SupplyParameterFromQuery]
    public string? Failed { get; set; }

    /// <summary>Set where the city's sign-in could not be told that somebody left.</summary>
    [SupplyParameterFromQuery]
    public string? Elsewhere { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private SignInWithPassword SignIn { get; set; } = null!;

    [Inject]
    private Oidc.OidcOffer Oidc { get; set; } = null!;

    [Inject]
    private KnownDevices Known { get; set; } = null!;

    [Inject]
    private FirstAdministrator First { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Message { get; set; }

    private bool Refused { get; set; }

    private bool IsPhone => HallCookies.IsPhone(Context.Request.Path);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (HttpMethods.IsGet(Context.Request.Method) && await First.IsWanted(Context.RequestAborted))
            Navigation.NavigateTo("/setup");
        Message = (Ended, Ready) switch
        {
            (not null, _) => "登录已结束（超过 30 分钟未操作、已在别处退出，或权限有变化），请重新登录。",
            (_, not null) => "密码已设置，请登录。",
            _ when Unknown is not null => "统一身份认证没有给出本大厅的工号，或您在本大厅还没有帐号。请用工号和密码登录，或请系统管理员办理。",
            _ when Failed is not null => "统一身份认证没有完成，请再试一次，或用工号和密码登录。",
            _ when Elsewhere is not null => "已从本大厅退出。统一身份认证连不上，在那边可能还没有退出：公用的电脑或手机，请关闭浏览器。",
            _ => null,
        };
        Refused = (Ended ?? Ready) is null && (Unknown ?? Failed ?? Elsewhere) is not null;
    }

    private async Task Submit()
    {
        var answer = await SignIn.FirstStep(
            new(Number ?? "", Password ?? "", IsPhone ? Face.Phone : Face.Desk, Context.Address(), Context.Request.Headers.UserAgent.ToString(),
                Known.Knows(Context, Number ?? "")),
            Context.RequestAborted);
        if (answer.Refusal is { Kind: RefusalKind.PasswordExpired })
        {
            Navigation.NavigateTo($"{(IsPhone ? "/m" : "")}/renew-password?number={Uri.EscapeDataString((Number ?? "").Trim())}");
            return;
        }

        if (answer.Refusal is { } refusal)
        {
            (Message, Refused) = (refusal.Text, true);
            return;
        }

        Known.Remember(Context, Number ?? "");
        if (answer.Value.Partial is { } partial)
        {
            await partial.Keep(Context);
            Navigation.NavigateTo($"{(IsPhone ? "/m" : "")}/second-factor{(IsOfThisHall(Back) ? "?back=" + Uri.EscapeDataString(Back!) : "")}");
            return;
        }

        await Context.SignInBrowser(answer.Value.SignIn!);
        Navigation.NavigateTo(IsOfThisHall(Back) ? Back! : IsPhone ? "/m" : "/desk");
    }

    // "//elsewhere" and "/\elsewhere" lead out of the hall.
    internal static bool IsOfThisHall(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl);
}
