using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace ServiceHall.Web.Accounts;

/// <summary>How the hall takes sign-ins, in configuration under <c>Hall:SignIn</c>.</summary>
internal sealed class SignInOptions
{
    /// <summary>Failures to sign in from one network address within ten minutes on one server. A hall's people share an
    /// address, so successes do not count.</summary>
    public int FailuresPerAddress { get; set; } = 50;

    /// <summary>After how many days the next sign-in asks for a new password: 定期更换 (GB/T 22239-2019 7.1.4.1 a), customarily
    /// 90 days.</summary>
    public int PasswordDays { get; set; } = 90;
}

/// <summary>
/// Limits the failures from one network address: whoever tries one password with many staff numbers locks no account
/// but this. The address is the connection's; behind a proxy the forwarded one, where the hall is told to trust it.
/// </summary>
internal sealed class FailureLimit(IOptions<SignInOptions> options) : IDisposable
{
    private const int Minutes = 10;

    private readonly PartitionedRateLimiter<string> _limit = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(Network(address), _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = options.Value.FailuresPerAddress, Window = TimeSpan.FromMinutes(Minutes) }));

    /// <summary>Why nobody is signed in from there for now; null: it may be tried.</summary>
    public Refusal? Refuses(string address)
    {
        using var left = _limit.AttemptAcquire(address, permitCount: 0);
        return left.IsAcquired
            ? null
            : new Refusal($"这个网络地址上失败的登录过多，请 {Minutes} 分钟后再试；已登录的设备不受影响。", Kind: RefusalKind.TooMany);
    }

    /// <summary>Counts one failure.</summary>
    public void Count(string address) => _limit.AttemptAcquire(address).Dispose();

    public void Dispose() => _limit.Dispose();

    // One subscriber has 2^64 addresses of IPv6.
    private static string Network(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, 8))
            : address;
}
