using ServiceHall.Rules.Attendance;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Attendance.Codes;

/// <summary>What the code of a press says.</summary>
/// <param name="Proof">What was shown.</param>
/// <param name="StandsIn">Whether it stands in for the position.</param>
/// <param name="Fault">Why the press does not count; null: the code is no reason.</param>
internal readonly record struct ShownCode(Proof Proof, bool StandsIn, PunchOutcome? Fault)
{
    /// <summary>Looks at the code of a press.</summary>
    /// <param name="siteId">The hall of the person's window; null: nothing is asked for.</param>
    public static ShownCode Of(GateInForce gate, int? siteId, ClockIn.Request request, DateTimeOffset now)
    {
        if (siteId is not { } site)
            return new(Proof.Position, StandsIn: false, null);
        // The terminal stands in the hall: whatever the hall asks of phones, who is at it is there.
        if (request.TerminalSiteId is { } terminal)
            return terminal == site ? new(Proof.Code, StandsIn: true, null) : new(Proof.Code, StandsIn: false, PunchOutcome.ForeignCode);
        var asked = request.IsWithoutConsent ? SiteProof.Code : gate.Proofs[site];
        if (asked == SiteProof.Position)
            return new(Proof.Position, StandsIn: false, null);
        if (request.Code is not { } code)
            return new(Proof.Position, StandsIn: false, asked == SiteProof.PositionOrCode ? null : PunchOutcome.NoCode);
        if (gate.Codes.TryGetValue(site, out var own) && own.Holds(code, now))
            return asked == SiteProof.PositionAndCode ? new(Proof.PositionAndCode, StandsIn: false, null) : new(Proof.Code, StandsIn: true, null);
        var isOwn = own is not null && own.Made(code, now);
        var foreign = !isOwn && gate.Codes.Values.Any(other => other.SiteId != site && other.Made(code, now));
        return new(Proof.Code, StandsIn: false, foreign ? PunchOutcome.ForeignCode : PunchOutcome.StaleCode);
    }
}
