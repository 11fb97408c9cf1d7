using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Hosting.Clock;

/// <summary>
/// Compares the server's clock with the latest moment that the hall has on record. A clock that was set back would open half
/// days again that are closed; so presses are held meanwhile, and everybody is told. A demonstration says it and goes on.
/// </summary>
internal sealed class ClockWatch(IDbContextFactory<HallDb> factory, TimeProvider clock, IConfiguration configuration)
{
    /// <summary>The setting: by how many minutes a clock may be behind.</summary>
    public const string Setting = "Hall:ClockTolerance";

    private const int UsualMinutes = 5;
    private const int RecordsRead = 500;
    private Seen? _latest;

    /// <summary>By how much a clock may be behind: servers differ by seconds.</summary>
    public TimeSpan Tolerance => TimeSpan.FromMinutes(configuration.GetValue(Setting, UsualMinutes));

    /// <summary>The latest moment on record, as it was last looked at; null: nobody has looked.</summary>
    public DateTimeOffset? Latest => Volatile.Read(ref _latest)?.At;

    /// <summary>Whether the clock is further behind the record than it may be.</summary>
    public bool IsBehind => Latest is { } latest && latest - clock.GetUtcNow() > Tolerance;

    /// <summary>Whether presses are held.</summary>
    public bool Holds => IsBehind && !configuration.GetValue<bool>("Hall:Demonstration");

    /// <summary>What every page says at its top; null: the clock is right.</summary>
    public string? Ribbon => !IsBehind ? null : Holds
        ? $"服务器时钟异常：现在显示 {Civil(clock.GetUtcNow())}，已有 {Civil(Latest!.Value)} 的记录。打卡照常收下，待核实；请系统管理员校正时钟。"
        : $"演示时钟早于已有记录（{Civil(Latest!.Value)}）。";

    /// <summary>Looks at the record, and adds this moment to it where it is the latest.</summary>
    public async Task Look(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var before = await db.Set<ClockMark>().Select(mark => (DateTimeOffset?)mark.Latest).SingleOrDefaultAsync(cancel) ?? await Newest(db, cancel);
        var latest = before > now ? before.Value : now;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO clock_mark (id, latest) VALUES ({ClockMark.OnlyRow}, {latest})
            ON CONFLICT (id) DO UPDATE SET latest = excluded.latest WHERE excluded.latest > clock_mark.latest
            """, cancel);
        Volatile.Write(ref _latest, new Seen(latest));
    }

    // The first time on a database: what was written lately has the highest numbers.
    private static async Task<DateTimeOffset?> Newest(HallDb db, CancellationToken cancel)
    {
        DateTimeOffset?[] newest =
        [
            // By its table: hosting knows no chapter.
            await db.Database.SqlQuery<DateTimeOffset?>($"""
                SELECT max(at) AS "Value" FROM (SELECT at FROM punch ORDER BY id DESC LIMIT {RecordsRead}) AS newest
                """).SingleAsync(cancel),
            await db.Audit.OrderByDescending(record => record.Id).Take(RecordsRead).MaxAsync(record => (DateTimeOffset?)record.At, cancel),
            await db.Set<Period>().MaxAsync(period => (DateTimeOffset?)period.At, cancel),
        ];
        return newest.Max();
    }

    private string Civil(DateTimeOffset at) => clock.Civil(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    // An instant is wider than what is read in one piece.
    private sealed record Seen(DateTimeOffset At);
}
