using Npgsql;
using NpgsqlTypes;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Writes punches in one statement, which is one way to the database and back: morning brings a whole city's halls
/// within minutes. The statement writes nothing where the facts have changed since the judgement, where the press is
/// there already, or where the sign-in does not hold any more. A punch that comes to the database after its session was
/// closed, or when it may be closing, makes the day stale: it was accepted, so it counts.
/// </summary>
internal sealed class PunchLog(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly string Statement = $"""
        WITH {EarlyReturn.OnLeaveSql},
        judged AS (
          INSERT INTO punch (staff_id, key, at, minute, day, action, part, outcome, window_id, site_id,
            distance_metres, radius_metres, accuracy_metres, fix_age_seconds, device, address, clause, sentence, proof)
          SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18 || {EarlyReturn.ToldSql}, $24
          WHERE (SELECT number FROM fact_version) = $19
            AND ($22::uuid IS NULL OR {CheckSignIn.HoldsSql("$22", "$1", "$3", "$5")})
          ON CONFLICT (staff_id, key) DO NOTHING
          RETURNING id, sentence),
        {EarlyReturn.ShortenSql},
        late AS (
          INSERT INTO stale_day (staff_id, first, last, cause, author_id, at)
          SELECT $1, $5, $5, '打卡在半天结算之后才写入', $1, $3 FROM judged
          WHERE $8 = 'Accepted' AND ($25 OR EXISTS (SELECT 1 FROM session_result WHERE staff_id = $1 AND day = $5 AND part = $7))
          RETURNING 1),
        placed AS (
          INSERT INTO punch_position (punch_id, latitude, longitude, day)
          SELECT id, $20, $21, $5 FROM judged WHERE $20 IS NOT NULL)
        SELECT sentence, EXISTS (SELECT 1 FROM shortened), EXISTS (SELECT 1 FROM told), EXISTS (SELECT 1 FROM late) OR EXISTS (SELECT 1 FROM stale) FROM judged
        """;

    // What stands beside a punch, in the order in which the statement says whether it was written.
    private static readonly Type[] Beside = [typeof(LeaveRequest), typeof(Message), typeof(StaleDay)];

    /// <summary>A punch that is written and committed.</summary>
    /// <param name="Sentence">What the person is told.</param>
    /// <param name="Changed">The kinds of facts that were written with it.</param>
    internal sealed record Written(string Sentence, IReadOnlySet<Type> Changed);

    /// <summary>Writes a punch.</summary>
    /// <param name="version">The facts that it was judged by.</param>
    /// <param name="position">The raw position, or null.</param>
    /// <param name="signIn">The sign-in that has to hold; null: none.</param>
    /// <returns>What was written, once it is committed; null: nothing was.</returns>
    public async Task<Written?> TryWrite(Punch punch, Position? position, long version, Guid? signIn, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(Statement, connection);
        Fill(command.Parameters, punch, position, version, signIn, isHeldUp: MinuteOf(clock.GetUtcNow()) > MinuteOf(punch.At));
        await command.PrepareAsync(cancel);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var written = await reader.ReadAsync(cancel)
            ? new Written(reader.GetString(0), Beside.Where((_, at) => reader.GetBoolean(at + 1)).Prepend(typeof(Punch)).ToHashSet())
            : null;
        // To the end of the answer, which PostgreSQL sends after the commit and not before.
        while (await reader.NextResultAsync(cancel))
        {
        }

        return written;
    }

    /// <summary>Writes many punches in one transaction; those that are there already are left as they are.</summary>
    /// <returns>How many were written; null: the facts have changed since the judgement, and nothing was written.</returns>
    public async Task<int?> TryWriteAll(IReadOnlyList<(Punch Punch, Position? Position)> punches, long version, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (punch, position) in punches)
        {
            var command = new NpgsqlBatchCommand(Statement);
            Fill(command.Parameters, punch, position, version, signIn: null, isHeldUp: false);
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT number FROM fact_version"));
        var (written, current) = (0, 0L);
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            for (var left = punches.Count; left > 0; left--)
            {
                written += await reader.ReadAsync(cancel) ? 1 : 0;
                await reader.NextResultAsync(cancel);
            }

            current = await reader.ReadAsync(cancel) ? reader.GetInt64(0) : throw new InvalidOperationException("The facts have no version.");
        }

        if (current != version)
            return null;
        await transaction.CommitAsync(cancel);
        return written;
    }

    // A session closes in the minute after its last punch: a close may have read by then and not have written yet.
    private static long MinuteOf(DateTimeOffset moment) => moment.UtcTicks / TimeSpan.TicksPerMinute;

    private void Fill(NpgsqlParameterCollection parameters, Punch punch, Position? position, long version, Guid? signIn, bool isHeldUp)
    {
        Add(NpgsqlDbType.Integer, punch.StaffId);
        Add(NpgsqlDbType.Uuid, punch.Key);
        Add(NpgsqlDbType.TimestampTz, punch.At.UtcDateTime);
        Add(NpgsqlDbType.Timestamp, punch.Minute);
        Add(NpgsqlDbType.Date, punch.Day);
        Add(NpgsqlDbType.Varchar, punch.Action.ToString());
        Add(NpgsqlDbType.Varchar, punch.Part?.ToString());
        Add(NpgsqlDbType.Varchar, punch.Outcome.ToString());
        Add(NpgsqlDbType.Integer, punch.WindowId);
        Add(NpgsqlDbType.Integer, punch.SiteId);
        Add(NpgsqlDbType.Numeric, punch.DistanceMetres);
        Add(NpgsqlDbType.Numeric, punch.RadiusMetres);
        Add(NpgsqlDbType.Numeric, punch.AccuracyMetres);
        Add(NpgsqlDbType.Numeric, punch.FixAgeSeconds);
        Add(NpgsqlDbType.Varchar, punch.Device);
        Add(NpgsqlDbType.Varchar, punch.Address);
        Add(NpgsqlDbType.Varchar, punch.Clause);
        Add(NpgsqlDbType.Varchar, punch.Sentence);
        Add(NpgsqlDbType.Bigint, version);
        Add(NpgsqlDbType.Double, position?.Latitude);
        Add(NpgsqlDbType.Double, position?.Longitude);
        Add(NpgsqlDbType.Uuid, signIn);
        Add(NpgsqlDbType.Date, clock.Today());
        Add(NpgsqlDbType.Varchar, punch.Proof.ToString());
        Add(NpgsqlDbType.Boolean, isHeldUp);

        void Add(NpgsqlDbType type, object? value) =>
            parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
    }
}
