using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Leave;

/// <summary>What somebody asks for: the leave form as it was filled in.</summary>
/// <param name="Key">Made with the form: the same form sent again is the same request.</param>
/// <param name="Kind">The kind's code.</param>
/// <param name="From">Its first moment, in civil time; seconds are cut.</param>
/// <param name="To">Its end, itself outside, in civil time; seconds are cut.</param>
/// <param name="CoverId">Who is asked to cover; null: nobody was chosen.</param>
/// <param name="ExtendsId">The request that this one extends (续假); null: none.</param>
internal sealed record LeaveForm(Guid Key, string Kind, DateTime From, DateTime To, string Reason, int? CoverId, int? ExtendsId = null)
{
    /// <summary>The furthest that leave may lie from today, and the longest that it may be.</summary>
    public const int MostYears = 1;

    /// <summary>What can be said without knowing anything else; nothing is measured before this holds.</summary>
    public Refusal? FaultOfTime(DateTime now, HallRulebook rulebook)
    {
        if (To <= From)
            return new Refusal("结束时间应晚于开始时间，请改正。", "请假 (一)");
        if (From < now.AddYears(-MostYears) || From > now.AddYears(MostYears))
            return new Refusal($"开始时间 {From:yyyy-MM-dd} 离今天超过一年，请核对年份。", "请假 (一)");
        if (To > From.AddYears(MostYears))
            return new Refusal("一张假条不能超过一年。请核对结束日期；确需更长的假，请分次申请。", "请假 (一)");
        return rulebook.On(DateOnly.FromDateTime(From)).Leave.Kinds.ContainsKey(Kind)
            ? null
            : new Refusal("请假类别无法识别，请从列表中选择一类。", "请假 (一)");
    }

    /// <summary>Why the reason cannot stand; null: it can.</summary>
    public Refusal? FaultOfReason() => Cut.Count(Reason.Trim()) switch
    {
        0 => new Refusal("请写明请假事由。", "请假 (一)"),
        > LeaveRequest.ReasonLength => new Refusal($"事由最多 {LeaveRequest.ReasonLength} 个字，现在有 {Cut.Count(Reason.Trim())} 个，请缩短。", "请假 (一)"),
        _ => null,
    };
}
