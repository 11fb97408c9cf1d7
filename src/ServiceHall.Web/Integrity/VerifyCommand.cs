using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary><c>hall verify</c>: compares audit and ledger with their seals. The hall may be running meanwhile.</summary>
internal static class VerifyCommand
{
    public const string Verb = "verify";
    private const string Known = "--known";

    /// <returns>0: intact. 2: something differs, named line by line. 1: anything else, with a sentence on standard error.</returns>
    /// <param name="clock">The server's, where nothing is given.</param>
    public static async Task<int> Run(
        string[] args, IConfiguration configuration, TextWriter told, TextWriter failed, TimeProvider? clock = null)
    {
        if (ReadKnown(args) is not { } known)
        {
            await failed.WriteLineAsync("用法：./hall verify [--known 校验值]……\n核对审计和计分记录与封存是否一致；以前告知过的校验值（Hall__Logs 目录中的 seals.txt 和消息）和写出的抄录过的校验值，一并核对在不在链上。");
            return 1;
        }

        try
        {
            await using var store = await CommandStore.Open(configuration);
            await using var db = new HallDb(HallSchema.Options(store.Connections.Application));
            var rules = IntegrityRules.Of(configuration, RetentionFile.Load(configuration), clock ?? HallClock.From(configuration));
            known.AddRange(await new SealNotes(configuration).Known(db, CancellationToken.None));
            var report = await CheckIntegrity.Run(db, rules, known, CancellationToken.None);
            foreach (var chain in report.Chains)
            {
                await told.WriteLineAsync(chain.Last is { } last
                    ? $"{chain.Chain.Chinese()}：{chain.Rows} 行与封存对照，{chain.Removed} 行已按期删除，{chain.Unsealed} 行待封存；第 {last.Number} 号 {last.Hash}"
                    : $"{chain.Chain.Chinese()}：还没有封存，{chain.Unsealed} 行待封存");
            }

            foreach (var ahead in report.Ahead)
                await told.WriteLineAsync($"时钟曾超前到 {ahead.To.UtcDateTime:yyyy-MM-dd HH:mm}（UTC），由审计第 {ahead.Row} 行确认更正：请核对确有其事。");
            foreach (var fault in report.Faults)
                await told.WriteLineAsync($"不符：{fault.Sentence}");
            await told.WriteLineAsync(report.IsIntact ? "一致。" : "不一致：请保全数据库和日志文件，不要再改动。");
            return report.IsIntact ? 0 : 2;
        }
        catch (Exception fault) when (fault is IOException or HallCannotOpenException or UnauthorizedAccessException or InvalidOperationException or Npgsql.NpgsqlException)
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
