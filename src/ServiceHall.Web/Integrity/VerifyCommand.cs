using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary><c>hall verify</c>: compares audit and ledger with their seals. The hall may be running meanwhile.</summary>
internal static class VerifyCommand
{
    public const string Verb = "verify";
    private const string Known = "--known";

    /// <returns>0: intact. 2: something differs, named line by line. 1: anything else, with a sentence on standard error.</returns>
    public static async Task<int> Run(string[] args, IConfiguration configuration, TextWriter told, TextWriter failed)
    {
        if (ReadKnown(args) is not { } known)
        {
            await failed.WriteLineAsync("用法：./hall verify [--known 校验值]……\n核对审计和计分记录与封存是否一致；写出抄录过的校验值时，一并核对它在不在链上。");
            return 1;
        }

        try
        {
            await using var store = await CommandStore.Open(configuration);
            await using var db = new HallDb(HallSchema.Options(store.Connections.Application));
            var report = await CheckIntegrity.Run(db, known, CancellationToken.None);
            foreach (var chain in report.Chains)
            {
                await told.WriteLineAsync(chain.Last is { } last
                    ? $"{chain.Chain.Chinese()}：{chain.Rows} 行与封存对照，{chain.Removed} 行已按期删除，{chain.Unsealed} 行待封存；第 {last.Number} 号 {last.Hash}"
                    : $"{chain.Chain.Chinese()}：还没有封存，{chain.Unsealed} 行待封存");
            }

            foreach (var fault in report.Faults)
                await told.WriteLineAsync($"不符：{fault.Sentence}");
            await told.WriteLineAsync(report.IsIntact ? "一致。" : "不一致：请保全数据库和日志文件，不要再改动。");
            return report.IsIntact ? 0 : 2;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException or Npgsql.NpgsqlException)
        {
            await failed.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static List<string>? ReadKnown(string[] args)
    {
        var known = new List<string>();
        for (var at = 1; at < args.Length; at += 2)
        {
            if (args[at] != Known || at + 1 == args.Length)
                return null;
            known.Add(args[at + 1].Trim().ToLowerInvariant());
        }

        return known;
    }
}
