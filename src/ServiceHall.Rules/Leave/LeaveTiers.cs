using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Leave;

/// <summary>A request measured: its days, what runs into it, and who signs (请假 (二)).</summary>
/// <param name="Request">What was measured.</param>
/// <param name="WorkingMinutes">Working minutes inside.</param>
/// <param name="Days">Its own days.</param>
/// <param name="RunsInto">The measured request before it that runs into it; null: none.</param>
/// <param name="TierDays">Its days with those of what runs into it.</param>
/// <param name="Tier">The level of signing.</param>
/// <param name="Role">As what the person asks.</param>
/// <param name="RunsOn">
/// The last of the requests after it that were asked for before and that it joins (<see cref="LeaveTiers.Joined"/>);
/// null: none, or measured only with what is before it.
/// </param>
public sealed record MeasuredLeave(
    LeaveRequest Request,
    long WorkingMinutes,
    Fraction Days,
    MeasuredLeave? RunsInto,
    Fraction TierDays,
    LeaveTier Tier,
    PostRole Role,
    MeasuredLeave? RunsOn = null)
{
    /// <summary>Who must sign, all of them, in any order; empty: nobody.</summary>
    public IReadOnlyList<Approver> Approvers => Role == PostRole.Leader ? Tier.ForLeader : Tier.ForStaff;

    /// <summary>Clause and sentence.</summary>
    public Reason Why => new(
        Tier.Basis,
        $"{Sum}：{Tier.Title}，"
        + (Approvers.Count == 0
            ? "不需签批。"
            : $"{(Role == PostRole.Leader ? "窗口负责人本人请假，" : "")}由{string.Join("、", Approvers.Select(approver => approver.Title()))}签批。"));

    /// <summary>How much it is, without the level.</summary>
    public string Sum => $"本次 {WorkingMinutes} 个工作分钟，合 {Days} 天"
        + (Joins.Count == 0 ? "" : $"，与{(RunsInto is null ? "后" : RunsOn is null ? "前" : "前后")}一张假条 {string.Join("、", Joins)} 相接，合并 {TierDays} 天");

    /// <summary>The requests before and after it that it was measured with; none: it stands alone.</summary>
    public IReadOnlyList<string> Joins => [.. new[] { RunsInto, RunsOn }.OfType<MeasuredLeave>().Select(other => other.Request.Id)];
}

/// <summary>Measures the requests of one person together (请假 (二), our reading of requests that run into each other).</summary>
public static class LeaveTiers
{
    /// <summary>Measures all requests of one person.</summary>
    /// <param name="requests">Every request of the person, in any order; those not refused do not overlap.</param>
    /// <param name="roster">For the role in which the person asks.</param>
    /// <param name="timetable">The sessions.</param>
    /// <returns>One for each request, in the order of their start.</returns>
    public static IReadOnlyList<MeasuredLeave> Measure(
        IEnumerable<LeaveRequest> requests, Roster roster, Timetable timetable)
    {
        var measured = new List<MeasuredLeave>();
        // By start, so that what runs into a request has been measured before it.
        foreach (var request in requests.OrderBy(request => request.Time.Start).ThenBy(request => request.Id, StringComparer.Ordinal))
        {
            var rules = timetable.Rulebook.On(request.Time.Start.Day).Leave;
            var before = rules.Kinds[request.Kind].Chains ? RunningInto(request, measured, timetable) : null;
            var minutes = timetable.WorkingMinutes(request.Time);
            var days = LeaveMeasure.Days(request.Time, timetable);
            var together = before is null ? days : days + before.TierDays;
            var tier = rules.Tiers.First(level => level.Applies(minutes, together, before is null));
            var role = roster.RoleFor(request.Staff, request.Time.Start.Day);
            measured.Add(new MeasuredLeave(request, minutes, days, before, together, tier, role));
        }

        return measured;
    }

    /// <summary>
    /// One of the requests as it is to be signed: where it joins requests after it that are there already, its level is
    /// that of all of them together. Otherwise somebody could ask for the second half first and the first half afterwards.
    /// </summary>
    /// <param name="measured">What <see cref="Measure"/> gave.</param>
    /// <param name="id">The request's id.</param>
    /// <param name="rulebook">For the levels in force on its first day.</param>
    public static MeasuredLeave Joined(IReadOnlyList<MeasuredLeave> measured, string id, HallRulebook rulebook)
    {
        var own = measured.Single(one => one.Request.Id == id);
        var last = own;
        foreach (var next in measured)
        {
            if (ReferenceEquals(next.RunsInto, last) && next.Request.Decision != LeaveDecision.Refused)
                last = next;
        }

        if (own.WorkingMinutes == 0 || ReferenceEquals(last, own))
            return own;
        var levels = rulebook.On(own.Request.Time.Start.Day).Leave.Tiers;
        return own with { RunsOn = last, TierDays = last.TierDays, Tier = levels.First(level => level.Applies(own.WorkingMinutes, last.TierDays, alone: false)) };
    }

    /// <summary>
    /// The latest other request, neither refused nor of a kind that stands alone, that ends no later than this one starts,
    /// if no working minute lies between.
    /// </summary>
    private static MeasuredLeave? RunningInto(LeaveRequest request, List<MeasuredLeave> measured, Timetable timetable)
    {
        MeasuredLeave? latest = null;
        foreach (var other in measured)
        {
            if (other.Request.Decision == LeaveDecision.Refused || other.Request.Time.End > request.Time.Start) continue;
            if (!timetable.Rulebook.On(other.Request.Time.Start.Day).Leave.Kinds[other.Request.Kind].Chains) continue;
            if (latest is null || other.Request.Time.End > latest.Request.Time.End) latest = other;
        }

        return latest is null || timetable.Touching(new Interval(latest.Request.Time.End, request.Time.Start)).Any()
            ? null
            : latest;
    }
}
