using ServiceHall.Web.Store;

namespace ServiceHall.Web.Retention;

/// <summary>The policy together with what the program can remove. It is made when the hall opens, which it does not with a faulty one.</summary>
internal sealed class RetentionPlan
{
    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<IHoldOpenFacts> _open;

    /// <exception cref="HallCannotOpenException">A kind has no period, or one that the law does not allow.</exception>
    public RetentionPlan(
        RetentionPolicy policy, IEnumerable<IRetentionKind> kinds, IEnumerable<IHoldOpenFacts> open, TimeProvider clock)
    {
        (Policy, Kinds, _open, _clock) = (policy, [.. kinds], [.. open], clock);
        var problems = Policy.Versions.SelectMany(version => ProblemsOf(version, Kinds)).ToList();
        if (problems.Count > 0)
            throw new HallCannotOpenException($"保存期限文件不成立：{string.Join("；", problems)}。");
    }

    public RetentionPolicy Policy { get; }

    public IReadOnlyList<IRetentionKind> Kinds { get; }

    /// <summary>From when on a kind is kept today; null: all of it.</summary>
    public async Task<RetentionLimit?> Limit(HallDb db, IRetentionKind kind, CancellationToken cancel)
    {
        var period = Policy.Of(kind.Code, _clock.Today());
        if (period.KeptFrom(_clock.Today()) is not { } day || period.KeptFrom(day) is not { } undecided)
            return null;
        foreach (var holder in kind.WaitsForClosing ? _open : [])
        {
            if (await holder.Since(db, cancel) is { } since)
                (day, undecided) = (since < day ? since : day, since < undecided ? since : undecided);
        }

        return new RetentionLimit(
            day, _clock.InstantOf(day.ToDateTime(TimeOnly.MinValue)), undecided, _clock.InstantOf(undecided.ToDateTime(TimeOnly.MinValue)));
    }

    /// <summary>What people are told of a kind of which nothing goes before month and quarter are closed; empty: of any other.</summary>
    public string Waits(string code) =>
        Kinds.Any(kind => kind.Code == code && kind.WaitsForClosing) ? "所在的月份没有月结、季度没有结账的，不论多久都不清理。" : "";

    private static IEnumerable<string> ProblemsOf(RetentionVersion version, IReadOnlyList<IRetentionKind> kinds)
    {
        foreach (var kind in kinds)
        {
            var period = version.Periods.FirstOrDefault(period => period.Code == kind.Code);
            if (period is null)
                yield return $"{version.From:yyyy-MM-dd} 起的版本缺少 {kind.Code}";
            else if (!period.IsKept && (period.Days ?? (period.Months * 365 / 12)) < kind.LeastDays && !(period.Months >= 6 && kind.LeastDays <= RetentionLimit.HalfYear))
                yield return $"{kind.Code}（{period.Title}）至少保存 {kind.LeastDays} 天，现在是 {period.Words}";
        }

        // What the program cannot remove must not be promised to go.
        foreach (var period in version.Periods.Where(period => !period.IsKept && kinds.All(kind => kind.Code != period.Code)))
            yield return $"{period.Code}（{period.Title}）系统不会删除，只能写 kept: true";
    }
}
