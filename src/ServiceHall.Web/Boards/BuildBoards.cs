using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>What became of a build.</summary>
internal enum BuildOutcome
{
    /// <summary>The facts were read; what changed is stored.</summary>
    Built,

    /// <summary>Another server has read the facts late enough: nothing to do.</summary>
    AlreadyBuilt,

    /// <summary>The last build is less than 200 ms ago: try again then.</summary>
    TooSoon,
}

/// <summary>
/// Builds the boards' snapshots, one server at a time, and stores those whose content changed with the next number.
/// The other servers learn of it by <c>NOTIFY</c> in this transaction; the transactions that change facts never notify,
/// since commits that do queue behind one lock.
/// </summary>
internal sealed class BuildBoards(IDbContextFactory<HallDb> factory, TimeProvider clock, BoardReading reading)
{
    /// <summary>The channel; its messages are <c>site:3</c> and <c>revoked:12</c>.</summary>
    public const string Channel = "boards";

    /// <summary>At most one build in this time, over all servers.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const int Lock = 4204;

    /// <summary>How snapshots are written, in the database and on the wire.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Builds all boards.</summary>
    /// <param name="enough">How old a reading by another server may be to do as well; zero: only one that begins after this call.</param>
    public async Task<BuildOutcome> Run(TimeSpan enough, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        // The database's clock, before waiting for the lock: what was committed before this call is in any reading
        // that begins later, whichever server does it.
        var asked = await DatabaseTime(db, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SET LOCAL lock_timeout = '5s'", cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        var boards = await db.Set<Board>().ToDictionaryAsync(board => board.SiteId, cancel);
        var begin = await DatabaseTime(db, cancel);
        // A reading that lies ahead is of a clock that was set back since: its time is not waited for.
        if (boards.Count > 0 && boards.Values.Max(board => board.ReadAt) is var last && last <= begin)
        {
            if (last > asked - enough)
                return BuildOutcome.AlreadyBuilt;
            if (begin - last < Pause)
                return BuildOutcome.TooSoon;
        }

        foreach (var (siteId, content) in await reading.Run(db, cancel))
            await Store(db, siteId, boards.GetValueOrDefault(siteId), JsonSerializer.Serialize(content, Json), begin, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return BuildOutcome.Built;
    }

    private async Task Store(HallDb db, int siteId, Board? board, string content, DateTimeOffset readAt, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (board is null)
        {
            board = new Board { SiteId = siteId, Content = "" };
            db.Add(board);
        }

        (board.ReadAt, board.CheckedAt) = (readAt, now);
        if (board.Content == content)
            return;
        (board.Content, board.Number, board.MadeAt) = (content, board.Number + 1, now);
        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {$"site:{siteId}"})", cancel);
    }

    private static Task<DateTimeOffset> DatabaseTime(HallDb db, CancellationToken cancel) =>
        db.Database.SqlQuery<DateTimeOffset>($"SELECT clock_timestamp() AS \"Value\"").SingleAsync(cancel);
}
