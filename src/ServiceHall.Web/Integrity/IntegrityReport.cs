namespace ServiceHall.Web.Integrity;

/// <summary>Something that does not fit the seals.</summary>
/// <param name="Seal">The seal that it is about; null: none covers it.</param>
/// <param name="Row">The row's id; null: it is about a seal itself.</param>
/// <param name="Sentence">What differs, for whoever has to look into it.</param>
internal sealed record IntegrityFault(SealChain Chain, int? Seal, long? Row, string Sentence)
{
    /// <summary>The hash that was noted outside of the database and is on no chain; null: it is about something else.</summary>
    public string? Noted { get; init; }
}

/// <summary>How a chain stands.</summary>
/// <param name="Last">Its last seal; null: nothing is sealed yet.</param>
/// <param name="Rows">How many rows were compared with their seal.</param>
/// <param name="Removed">How many the period of retention has taken; their seals stand.</param>
/// <param name="Unsealed">How many wait for the next seal.</param>
/// <param name="OldestUnsealed">When the oldest of those was written; null: there is none.</param>
internal sealed record ChainReport(
    SealChain Chain, IntegritySeal? Last, long Rows, long Removed, long Unsealed, DateTimeOffset? OldestUnsealed);

/// <summary>What comparing every row with its seal has found.</summary>
/// <param name="Faults">The first of them, no more than <see cref="MostFaults"/>, and each noted hash that is on no chain.</param>
/// <param name="Ahead">When the clock was ahead: times of then were not compared.</param>
internal sealed record IntegrityReport(
    IReadOnlyList<ChainReport> Chains, IReadOnlyList<IntegrityFault> Faults, IReadOnlyList<AheadClock> Ahead)
{
    public const int MostFaults = 100;

    public bool IsIntact => Faults.Count == 0;

    /// <summary>The whole in a sentence.</summary>
    public string Sentence => IsIntact
        ? string.Join("；", Chains.Select(Intact)) + Confirmed
        : $"发现 {(Faults.Count < MostFaults ? $"{Faults.Count}" : $"至少 {MostFaults}")} 处与封存不符，第一处：{Faults[0].Sentence}";

    private string Confirmed => Ahead.Count == 0 ? "" :
        $"；系统管理员确认过时钟 {Ahead.Count} 次（审计第 {string.Join("、", Ahead.Select(clock => clock.Row))} 行），时钟超前期间的时间不作比较";

    private static string Intact(ChainReport chain) =>
        $"{chain.Chain.Chinese()} {chain.Rows} 行与封存一致{(chain.Removed > 0 ? $"，另有 {chain.Removed} 行已按保存期限删除" : "")}"
        + $"{(chain.Unsealed > 0 ? $"，{chain.Unsealed} 行待封存" : "")}";
}
