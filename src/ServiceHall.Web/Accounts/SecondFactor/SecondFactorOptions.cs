using Microsoft.Extensions.Options;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>Whom the hall asks for a second factor, in configuration under <c>Hall:SecondFactor</c>.</summary>
internal sealed class SecondFactorOptions
{
    /// <summary>What <see cref="Roles"/> says where nobody is asked.</summary>
    public const string None = "none";

    private static readonly HallRole[] BuiltIn =
        [HallRole.SystemAdministrator, HallRole.AuditAdministrator, HallRole.SecurityAdministrator, HallRole.SectionHead];

    /// <summary>The roles, by the names of <see cref="HallRole"/>, with commas between them; <c>none</c>: nobody; null: built
    /// in.</summary>
    public string? Roles { get; set; }

    /// <summary>The host name that passkeys are made for, such as <c>hall.example.gov.cn</c>; null: the one that the browser
    /// asked for.</summary>
    public string? Domain { get; set; }

    /// <summary>The roles whose holders need a second factor.</summary>
    public IReadOnlySet<HallRole> Required => Read(Roles).Roles;

    /// <summary>What is wrong with the setting; null: nothing.</summary>
    public static string? Fault(string? roles) => Read(roles).Unknown is { Count: > 0 } unknown
        ? $"Hall:SecondFactor:Roles 里有不认识的角色 {string.Join("、", unknown)}。可用：{string.Join("、", HallRoleNames.Granted)}，以逗号分隔；不要求时写 none。"
        : null;

    private static (HashSet<HallRole> Roles, List<string> Unknown) Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return ([.. BuiltIn], []);
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(name => !string.Equals(name, None, StringComparison.OrdinalIgnoreCase)).ToLookup(name => Enum.TryParse<HallRole>(name, out var role) && HallRoleNames.Granted.Contains(role));
        return ([.. names[true].Select(Enum.Parse<HallRole>)], [.. names[false]]);
    }
}

/// <summary>Whether somebody needs a second factor by their roles.</summary>
internal sealed class FactorRequirement(IOptions<SecondFactorOptions> options)
{
    private readonly IReadOnlySet<HallRole> _roles = options.Value.Required;

    /// <summary>Whether nobody needs one.</summary>
    public bool IsOff => _roles.Count == 0;

    public bool Holds(IEnumerable<HallRole> roles) => roles.Any(_roles.Contains);
}
