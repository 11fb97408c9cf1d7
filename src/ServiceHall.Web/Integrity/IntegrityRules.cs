using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>What a comparison goes by: the policy and the settings of the server, which whoever owns the database does not have.</summary>
/// <param name="IsDemonstration">
/// A demonstration lives its past at its own moments, so what is written late there is no sign of anything.
/// </param>
internal sealed record IntegrityRules(RetentionPolicy Policy, TimeProvider Clock, bool IsDemonstration)
{
    // The longest transaction of the hall, an import of thousands, names the moment of its beginning; and servers' clocks differ.
    private static readonly TimeSpan LongestAct = TimeSpan.FromHours(1);

    /// <summary>The rules of this server.</summary>
    public static IntegrityRules Of(IConfiguration configuration, RetentionPolicy policy, TimeProvider clock) =>
        new(policy, clock, configuration.GetValue<bool>("Hall:Demonstration"));

    /// <summary>Whether something says that it was written well before the seal that was there when it came.</summary>
    public bool IsLate(DateTimeOffset written, DateTimeOffset? sealedBefore) => !IsDemonstration && written < sealedBefore - LongestAct;

    /// <summary>Whether a seal says that it is of a time that has not come.</summary>
    public bool IsAhead(DateTimeOffset written) => !IsDemonstration && written > Clock.GetUtcNow() + LongestAct;

    /// <summary>How long the audit was to be kept at a moment.</summary>
    public RetentionPeriod AuditPeriod(DateTimeOffset at) => Policy.Of(ExpireAudit.KindCode, DayOf(at));

    /// <summary>From when on the audit had to be kept at a moment; null: all of it.</summary>
    public DateTimeOffset? AuditKeptFrom(DateTimeOffset at) => AuditPeriod(at).KeptFrom(DayOf(at)) is { } day
        ? Clock.InstantOf(day.ToDateTime(TimeOnly.MinValue))
        : null;

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Clock.Civil(at));
}
