using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Primitives;

namespace ServiceHall.Web.Shell.Requests;

/// <summary>
/// The names by which the hall is asked (<c>AllowedHosts</c>, separated by semicolons; <c>*.example.cn</c> takes in what is
/// below). Where nothing is set, a hall that run.sh opened on its own database answers to this machine and, with --lan, to
/// addresses of the network; any other hall answers to every name, as its proxy lets them through.
/// </summary>
internal sealed class HallNames
{
    private const string Every = "*";

    /// <summary>The longest name of the DNS, and a port.</summary>
    private const int Longest = 253 + 6;

    private readonly List<StringSegment> _names;
    private readonly bool _hasAddresses;

    public HallNames(IConfiguration configuration)
    {
        var given = configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var isOwn = given.Length == 0 && configuration.GetValue<int?>("Hall:Port") is not null && configuration.GetConnectionString("Hall") is null or "";
        _names = isOwn ? ["localhost", "127.0.0.1", "[::1]"] : given.Length == 0 ? [Every] : [.. given.Select(name => new StringSegment(name))];
        // A page of elsewhere can give its own name the address of the hall, but not open it by that address.
        _hasAddresses = isOwn && configuration.GetValue<bool>("Hall:Lan");
    }

    /// <summary>Whether everybody's names are taken.</summary>
    public bool TakesEvery => _names.Contains(Every);

    /// <summary>Whether a request names a host at all, in a form that links can be made of.</summary>
    /// <param name="host">The header as it came: to take it apart would already fail.</param>
    public static bool IsReadable(string host) =>
        host is { Length: > 0 and <= Longest } && IsDecodable(host)
        && Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var address)
        && address is { UserInfo: "", PathAndQuery: "/", Fragment: "", HostNameType: not UriHostNameType.Basic };

    /// <summary>Whether the hall goes by this name.</summary>
    /// <param name="host">A readable one.</param>
    public bool Include(HostString host) => TakesEvery
        || (_hasAddresses && IPAddress.TryParse(host.Host, out _))
        || HostString.MatchesAny(new StringSegment(host.Host), _names);

    // Names in other scripts travel encoded; what begins like one and is none fails wherever it is shown.
    private static bool IsDecodable(string host)
    {
        if (!host.Contains("xn--", StringComparison.OrdinalIgnoreCase))
            return true;
        try
        {
            return new IdnMapping().GetUnicode(host).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Leaves it to this class: the framework's own filter would answer with an empty page.</summary>
    public static void Register(IServiceCollection services) =>
        services.AddSingleton<HallNames>().Configure<HostFilteringOptions>(options => options.AllowedHosts = [Every]);
}
