using System.Globalization;
using System.Threading.RateLimiting;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Attendance.Codes;

/// <summary>
/// A punch of somebody without a phone, at the tablet in the hall: staff number and six digits say who, the terminal says
/// where. It goes the way of every other punch, and counts as proved by the code, for the terminal's own hall only.
/// </summary>
internal sealed class PunchAtTerminal : IDisposable
{
    /// <summary>Presses of one terminal within a minute on one server: more than fingers can type.</summary>
    public const int PressesPerMinute = 40;

    /// <summary>Failures of one terminal within ten minutes on one server, whoever they are about: against trying one PIN on everybody.</summary>
    public const int FailuresInTenMinutes = 20;

    private const int LongestNumber = 64;
    private readonly CheckTerminalPin _check;
    private readonly ClockIn _clockIn;
    private readonly PartitionedRateLimiter<int> _presses = Limiter(PressesPerMinute, TimeSpan.FromMinutes(1));
    private readonly PartitionedRateLimiter<int> _failures = Limiter(FailuresInTenMinutes, TimeSpan.FromMinutes(10));

    public PunchAtTerminal(CheckTerminalPin check, ClockIn clockIn) => (_check, _clockIn) = (check, clockIn);

    /// <summary>One press at a terminal.</summary>
    /// <param name="TerminalId">Which terminal.</param>
    /// <param name="SiteId">The hall that it stands in.</param>
    /// <param name="Key">Made for this press, as on a phone.</param>
    internal sealed record Request(int TerminalId, int SiteId, string Number, string Pin, PunchAction Action, Guid Key, string Address);

    /// <summary>What the screen shows for a few seconds.</summary>
    internal sealed record Told(string Name, PunchTold Punch);

    public async Task<Answer<Told>> Run(Request request, CancellationToken cancel)
    {
        if (request.Number.Trim() is not { Length: > 0 and <= LongestNumber } number || number.Any(char.IsControl) || request.Pin.Length != PinRule.Length)
            return new Refusal($"请先输入工号和 {PinRule.Length} 位终端密码。");
        using var press = _presses.AttemptAcquire(request.TerminalId);
        if (!press.IsAcquired || _failures.GetStatistics(request.TerminalId) is { CurrentAvailablePermits: <= 0 })
            return new Refusal("本终端的尝试过多，请等几分钟再试，或请科室处理。", Kind: RefusalKind.TooMany);
        var terminal = TerminalDevice.Of(request.TerminalId.ToString(CultureInfo.InvariantCulture));
        var who = await _check.Run(number, request.Pin, terminal, request.Address, cancel);
        if (who.Refusal is { } refusal)
        {
            using var failed = _failures.AttemptAcquire(request.TerminalId);
            return refusal;
        }

        var told = await _clockIn.Run(
            new Actor(who.Value.StaffId, request.Address),
            new(request.Action, request.Key, null, null, terminal, TerminalSiteId: request.SiteId), cancel);
        return told.Refusal is { } no ? no : new Told(who.Value.Name, told.Value);
    }

    public void Dispose()
    {
        _presses.Dispose();
        _failures.Dispose();
    }

    private static PartitionedRateLimiter<int> Limiter(int permits, TimeSpan window) => PartitionedRateLimiter.Create<int, int>(id =>
        RateLimitPartition.GetFixedWindowLimiter(id, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window }));
}
