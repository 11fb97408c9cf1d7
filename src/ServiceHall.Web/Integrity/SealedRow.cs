using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>A row as its seal knows it.</summary>
/// <param name="At">When it was written, as it says itself.</param>
/// <param name="Digest">The SHA-256 of its whole content.</param>
internal readonly record struct SealedRow(long Id, DateTimeOffset At, byte[] Digest);

/// <summary>Reads the rows of a chain, and puts their content into one form that no setting of a machine changes.</summary>
internal static class SealedRows
{
    /// <summary>The table of a chain.</summary>
    public static string Table(this SealChain chain) => chain == SealChain.Audit ? "audit_record" : "ledger_entry";

    /// <summary>What people call a chain.</summary>
    public static string Chinese(this SealChain chain) => chain == SealChain.Audit ? "审计" : "计分记录";

    /// <summary>The rows after one id up to another, in their order.</summary>
    /// <param name="most">No more of them than this.</param>
    public static IAsyncEnumerable<SealedRow> Read(HallDb db, SealChain chain, long after, long last, int most = int.MaxValue) =>
        chain == SealChain.Audit
            ? db.Audit.AsNoTracking().Where(row => row.Id > after && row.Id <= last).OrderBy(row => row.Id).Take(most)
                .AsAsyncEnumerable().Select(Of)
            : db.Set<LedgerEntry>().AsNoTracking().Where(row => row.Id > after && row.Id <= last).OrderBy(row => row.Id).Take(most)
                .AsAsyncEnumerable().Select(Of);

    /// <summary>The highest id there is; 0: there is none.</summary>
    public static async Task<long> Highest(HallDb db, SealChain chain, CancellationToken cancel) => chain == SealChain.Audit
        ? await db.Audit.MaxAsync(row => (long?)row.Id, cancel) ?? 0
        : await db.Set<LedgerEntry>().MaxAsync(row => (long?)row.Id, cancel) ?? 0;

    private static SealedRow Of(AuditRecord row) => new(row.Id, row.At, Digest(
        row.Id, row.At, row.ActorId, row.Action, row.Subject, row.Outcome, row.Detail, row.Address));

    private static SealedRow Of(LedgerEntry row) => new(row.Id, row.BookedAt, Digest(
        row.Id, row.StaffId, row.WindowId, row.Code, row.Points, row.Day, row.Quarter, row.Source, row.Reference, row.Turn,
        row.CountersId, row.BookedAt, row.AuthorId, row.Edition, row.Clause, row.Sentence));

    // Each value with its length before it, so that no two contents read the same.
    private static byte[] Digest(params object?[] values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            if (Text(value) is { } written)
                text.Append(CultureInfo.InvariantCulture, $"{written.Length}:{written};");
            else
                text.Append("-;");
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // 1.50 and 1.5 are one number.
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
