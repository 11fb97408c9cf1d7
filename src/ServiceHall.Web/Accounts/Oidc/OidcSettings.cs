using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.Oidc;

/// <summary>The city's sign-in, in configuration under <c>Hall:Oidc</c>.</summary>
/// <param name="Authority">The provider's address, under which <c>.well-known/openid-configuration</c> lies.</param>
/// <param name="NumberClaim">The claim that holds the staff number (<c>staff_number</c> unless set).</param>
/// <param name="Name">How the sign-in pages call it.</param>
internal sealed record OidcSettings(
    Uri Authority, string ClientId, string? ClientSecret, string NumberClaim, string Name, IReadOnlyList<string> Scopes)
{
    /// <summary>Reads and checks them; null: no provider is named.</summary>
    /// <exception cref="HallCannotOpenException">They cannot be as they are.</exception>
    public static OidcSettings? Read(IConfiguration configuration)
    {
        if (configuration["Hall:Oidc:Authority"] is not { Length: > 0 } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var authority)
            || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
            throw new HallCannotOpenException($"Hall:Oidc:Authority 应是统一身份认证的 https 地址，给出的是“{text}”。");
        if (configuration["Hall:Oidc:ClientId"] is not { Length: > 0 } client)
            throw new HallCannotOpenException("设置了 Hall:Oidc:Authority，还须设置 Hall:Oidc:ClientId。");
        return new OidcSettings(
            authority, client, configuration["Hall:Oidc:ClientSecret"], configuration["Hall:Oidc:NumberClaim"] ?? "staff_number",
            configuration["Hall:Oidc:Name"] ?? "统一身份认证",
            (configuration["Hall:Oidc:Scopes"] ?? "openid profile").Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
