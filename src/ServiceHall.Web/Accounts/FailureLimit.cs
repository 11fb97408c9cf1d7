using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using ServiceHall.Web.Shell.Requests;

namespace ServiceHall.Web.Accounts;

/// <summary>How the hall takes passwords and sign-ins, in configuration under <c>Hall:SignIn</c>.</summary>
internal sealed class SignInOptions
{
    /// <summary>Failures to sign in from one network address within ten minutes on one server, after which it is slowed
    /// down. A hall's people share an address, so successes do not count.</summary>
    public int FailuresPerAddress { get; set; } = 50;

    /// <summary>How many seconds pass between two attempts from an address that is slowed down.</summary>
    public int SecondsBetween { get; set; } = 1;

    /// <summary>After how many days the next sign-in asks for a new password: 定期更换 (GB/T 22239-2019 8.1.4.1 a), customarily
    /// 90 days.</summary>
    public int PasswordDays { get; set; } = 90;

    /// <summary>The least length of a password.</summary>
    public int PasswordLength { get; set; } = 8;

    /// <summary>How many of the four classes of characters a password shorter than <see cref="PhraseLength"/> has at least.</summary>
    public int PasswordClasses { get; set; } = 3;

    /// <summary>From this length on a password is long enough without several classes.</summary>
    public int PhraseLength { get; set; } = 15;

    /// <summary>How many passwords, the present one among them, cannot be set again.</summary>
    public int PasswordsRemembered { get; set; } = 3;

    /// <summary>After how many days without a sign-in an account is shown as unused.</summary>
    public int UnusedDays { get; set; } = 90;
}

/// <summary>
/// Slows down a network address from which many sign-ins failed: whoever tries one password with many staff numbers locks
/// no account. Nobody behind the address is shut out, and a browser that somebody has signed in with before
/// (<see cref="KnownDevices"/>) is not slowed. The address is the connection's; behind a proxy the forwarded one, where the
/// hall is told to trust it.
/// </summary>
internal sealed class FailureLimit : IDisposable
{
    private const int Minutes = 10;

    // Who waits longer than this has gone away; the newest are served first.
    private const int Waiting = 30;

    private readonly PartitionedRateLimiter<string> _failures;
    private readonly PartitionedRateLimiter<string> _slowed;

    public FailureLimit(IOptions<SignInOptions> options)
    {
        var settings = options.Value;
        _failures = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(Networks.Of(address), _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = settings.FailuresPerAddress, Window = TimeSpan.FromMinutes(Minutes) }));
        _slowed = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetTokenBucketLimiter(Networks.Of(address), _ =>
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = 1, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromSeconds(settings.SecondsBetween),
                QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.NewestFirst,
            }));
    }

    /// <summary>Waits until an attempt from there has its turn: at once, unless many have failed. To be asked before a
    /// transaction is opened.</summary>
    /// <param name="isKnown">Whether the browser is one that the person has signed in with before.</param>
    /// <returns>Why it has none; null: it may be tried.</returns>
    public async ValueTask<Refusal?> Wait(string address, bool isKnown, CancellationToken cancel)
    {
        if (isKnown || !IsSlowed(address))
            return null;
        using var turn = await _slowed.AcquireAsync(address, 1, cancel);
        return turn.IsAcquired
            ? null
            : new Refusal("这个网络地址上正在进行的登录过多，请稍等片刻再试一次；已登录的设备不受影响。", Kind: RefusalKind.TooMany);
    }

    /// <summary>Counts one failure.</summary>
    public void Count(string address) => _failures.AttemptAcquire(address).Dispose();

    public void Dispose()
    {
        _failures.Dispose();
        _slowed.Dispose();
    }

    private bool IsSlowed(string address)
    {
        using var left = _failures.AttemptAcquire(address, permitCount: 0);
        return !left.IsAcquired;
    }
}
