using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Shell.Requests;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.Refused;

/// <summary>
/// Writes a refused attempt to the audit. Somebody who tries the same thing again and again fills it no further: ten of
/// ten minutes stand one by one, then the 20th, 50th, 100th, 200th and so on with the count, and what came of it when the
/// next ten minutes begin.
/// </summary>
internal static class NoteRefused
{
    /// <summary>How many are written one by one.</summary>
    public const int OneByOne = 10;

    public static readonly TimeSpan Time = TimeSpan.FromMinutes(10);

    /// <summary>Adds the attempt to what the context saves next, in the same transaction as its count.</summary>
    /// <param name="kind">What counts as the same thing; null: the record's action.</param>
    public static async Task Add(HallDb db, AuditRecord record, string? kind, CancellationToken cancel)
    {
        var who = record.ActorId is { } id ? $"staff {id}" : Networks.Of(record.Address);
        var since = record.At - Time;
        var counted = (await db.Database.SqlQuery<Counted>($"""
            INSERT INTO refused_attempt AS a (who, action, begun_at, count, before) VALUES ({who}, {kind ?? record.Action}, {record.At}, 1, 0)
            ON CONFLICT (who, action) DO UPDATE SET
              begun_at = CASE WHEN a.begun_at > {since} THEN a.begun_at ELSE excluded.begun_at END,
              count = CASE WHEN a.begun_at > {since} THEN a.count + 1 ELSE 1 END,
              before = CASE WHEN a.begun_at > {since} THEN a.before ELSE a.count END
            RETURNING count AS "Count", before AS "Before"
            """).ToListAsync(cancel)).Single();
        if (counted is { Count: 1, Before: > OneByOne })
            db.Audit.Add(Of(record, $"此前一段时间内同样的尝试共被拒绝 {counted.Before} 次，没有逐次记录。"));
        if (counted.Count <= OneByOne)
            db.Audit.Add(record);
        else if (IsStep(counted.Count))
            db.Audit.Add(Of(record, $"{record.Detail}（{Time.TotalMinutes:0} 分钟内第 {counted.Count} 次，第 {OneByOne} 次以后不逐次记录）"));
        // As many statements as of one that is written: times tell nobody whose attempts were many.
        else
            await db.Database.ExecuteSqlAsync($"SELECT 1", cancel);
    }

    // 20, 50, 100, 200, 500, 1000 …
    private static bool IsStep(int count)
    {
        while (count >= 100 && count % 10 == 0)
            count /= 10;
        return count is 10 or 20 or 50;
    }

    private static AuditRecord Of(AuditRecord record, string detail) => new()
    {
        At = record.At, ActorId = record.ActorId, Action = record.Action, Subject = record.Subject, Outcome = record.Outcome, Detail = detail, Address = record.Address,
    };

    private sealed record Counted(int Count, int Before);
}
