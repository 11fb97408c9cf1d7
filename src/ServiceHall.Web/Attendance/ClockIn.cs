using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Consent;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>How the hall takes punches, beside what the rulebook says.</summary>
internal sealed class PunchOptions
{
    /// <summary>How often one person may press within a minute on one server.</summary>
    public int AttemptsPerMinute { get; set; } = 20;
}

/// <summary>
/// A punch by phone or at the hall's terminal (考勤 一(二)): the server's clock and the rules decide, the attempt is kept with its verdict, and the
/// answer is given once that is committed. The same press sent again gets the same answer.
/// </summary>
internal sealed class ClockIn : IDisposable
{
    /// <summary>The oldest position that still says where somebody is: the phone watches for 15 s.</summary>
    public static readonly TimeSpan OldestFix = TimeSpan.FromSeconds(60);
    private const int Tries = 5;
    private readonly IDbContextFactory<HallDb> _factory;
    private readonly TimeProvider _clock;
    private readonly HallGate _gate;
    private readonly JudgePress _judge;
    private readonly PunchLog _log;
    private readonly Commits _commits;
    private readonly CheckSignIn _signIns;
    private readonly HallMeter _meter;
    private readonly ClockWatch _watch;
    private readonly HoldPunch _hold;
    private readonly PositionConsents _consents;
    private readonly PartitionedRateLimiter<int> _limit;

    public ClockIn(
        IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gate, JudgePress judge, PunchLog log, Commits commits,
        CheckSignIn signIns, HallMeter meter, ClockWatch watch, HoldPunch hold, PositionConsents consents, IOptions<PunchOptions> options)
    {
        (_factory, _clock, _gate, _judge, _log, _commits) = (factory, clock, gate, judge, log, commits);
        (_signIns, _meter, _watch, _hold, _consents) = (signIns, meter, watch, hold, consents);
        _limit = PartitionedRateLimiter.Create<int, int>(staffId => RateLimitPartition.GetFixedWindowLimiter(staffId, _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = options.Value.AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) }));
    }

    /// <summary>One press.</summary>
    /// <param name="Key">Made by the phone for this press; whoever is not sure of the answer sends it again.</param>
    /// <param name="Position">Where the phone says it is; null: it does not know.</param>
    /// <param name="FixAge">How old that position is.</param>
    /// <param name="Device">What the phone calls itself.</param>
    /// <param name="SignIn">The sign-in that has to hold; null: the caller has looked.</param>
    /// <param name="Code">The hall's code as digits, scanned or typed; null: none.</param>
    /// <param name="TerminalSiteId">The hall whose terminal it was pressed at; null: on a phone.</param>
    /// <param name="IsWithoutConsent">The person has not agreed to the use of positions: the hall's code alone counts.</param>
    internal sealed record Request(
        PunchAction Action, Guid Key, Position? Position, TimeSpan? FixAge, string Device, Guid? SignIn = null, string? Code = null, int? TerminalSiteId = null,
        bool IsWithoutConsent = false);

    /// <summary>Judges and keeps one press.</summary>
    /// <returns>The verdict, accepted or not; a refusal where nothing was judged.</returns>
    public async Task<Answer<PunchTold>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        var way = request.TerminalSiteId is null ? PunchWay.Phone : PunchWay.Terminal;
        if (JudgePress.FaultOf(request) is { } fault)
        {
            _meter.PunchNotJudged("malformed", way);
            return fault;
        }

        using var permit = _limit.AttemptAcquire(actor.StaffId);
        if (!permit.IsAcquired)
        {
            _meter.PunchNotJudged("too_many", way);
            return new Refusal("打卡过于频繁，请等一分钟再试。已签到、已签退的记录不受影响。", Kind: RefusalKind.TooMany);
        }

        // What nobody agreed to is neither judged nor kept, whatever a phone sends.
        if (way == PunchWay.Phone && !await _consents.Has(actor.StaffId, cancel))
            request = request with { IsWithoutConsent = true, Position = null, FixAge = null };
        // A clock that was set back would open half days again that are closed.
        if (_watch.Holds)
            return await Hold(actor, request, way, cancel);
        var now = _clock.GetUtcNow();
        var gate = _gate.Latest ?? await _gate.Current(cancel);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (punch, told) = _judge.Run(gate, actor, request, now);
            if (await _log.TryWrite(punch, request.Position, gate.Version, request.SignIn, cancel) is { } written)
            {
                _meter.PunchJudged(told.Accepted, told.Outcome, way);
                if (told.Accepted)
                    _commits.Tell(written.Changed);
                // It says more where the punch ended a leave.
                return told with { Sentence = written.Sentence };
            }

            if (request.SignIn is { } signIn && await _signIns.Run(signIn, isUse: false, cancel) is null)
            {
                _meter.PunchNotJudged("signed_out", way);
                return new Refusal("登录已失效，请重新登录，然后再按一次。", Kind: RefusalKind.NotSignedIn);
            }

            if (await Repeated(actor.StaffId, request.Key, cancel) is { } before)
            {
                _meter.PunchNotJudged("repeated", way);
                return before;
            }

            gate = await _gate.Current(cancel);
        }

        throw new InvalidOperationException("People or the calendar changed with every attempt to write a punch.");
    }

    public void Dispose() => _limit.Dispose();

    private async Task<Answer<PunchTold>> Hold(Actor actor, Request request, PunchWay way, CancellationToken cancel)
    {
        if (request.SignIn is { } signIn && await _signIns.Run(signIn, isUse: false, cancel) is null)
            return new Refusal("登录已失效，请重新登录，然后再按一次。", Kind: RefusalKind.NotSignedIn);
        if (await Repeated(actor.StaffId, request.Key, cancel) is { } before)
            return before;
        _meter.PunchNotJudged("held", way);
        return await _hold.Run(actor, request, cancel);
    }

    private async Task<PunchTold?> Repeated(int staffId, Guid key, CancellationToken cancel)
    {
        await using var db = await _factory.CreateDbContextAsync(cancel);
        var punch = await db.Set<Punch>().AsNoTracking().SingleOrDefaultAsync(p => p.StaffId == staffId && p.Key == key, cancel);
        return punch is null ? null : PunchTold.Again(punch);
    }
}
