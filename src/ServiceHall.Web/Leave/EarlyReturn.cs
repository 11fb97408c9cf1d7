using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Coming back early (提前返岗): an accepted sign-in while approved leave runs ends that leave at its minute. These are the
/// parts of the one statement that writes the punch, so that there is never the one without the other.
/// </summary>
/// <remarks>
/// The punch's statement gives staff as $1, the instant as $3, the civil minute as $4, the day as $5, the action as $6, the
/// outcome as $8, the window as $9 and the hall's day as $23; and it names the punch that was written <c>judged</c>. It finds
/// what was written beside it as <c>shortened</c>, <c>told</c> and <c>stale</c>.
/// </remarks>
internal static class EarlyReturn
{
    /// <summary>
    /// Stands before the punch: the leave that runs, locked, as whoever decides about it meanwhile left it; and the next one that
    /// may continue it, for no holiday between is longer. It stays as it is, and nobody shall be told otherwise.
    /// </summary>
    public const string OnLeaveSql = """
        on_leave AS (
          SELECT id, "to" FROM leave_request
          WHERE $6 = 'In' AND $8 = 'Accepted' AND staff_id = $1 AND NOT is_void AND state IN ('Approved', 'Filed')
            AND "from" < date_trunc('minute', $3) AND "to" > $3
          FOR UPDATE),
        goes_on AS (
          SELECT next.id, next.cover_id, next.cover_accepted_at,
            to_char($4 + (next."from" - date_trunc('minute', $3)), 'FMMM" 月 "FMDD" 日 "HH24:MI') AS begins
          FROM on_leave JOIN leave_request next ON next.staff_id = $1 AND NOT next.is_void AND next.state <> 'SentBack'
            AND next."from" BETWEEN on_leave."to" AND on_leave."to" + interval '14 days'
          ORDER BY next."from" LIMIT 1)
        """;

    /// <summary>What the person is told beside the rest; empty where no leave runs.</summary>
    public const string ToldSql = """
        CASE WHEN EXISTS (SELECT 1 FROM on_leave) THEN to_char($4, '"。已提前返岗，假期缩短至 "FMMM" 月 "FMDD" 日 "HH24:MI"。"')
          || coalesce((SELECT '之后自 ' || begins || ' 起的假条 ' || id || ' 不受影响：不再休的，请在那之前撤销；开始后到岗，请再签到一次。' FROM goes_on), '')
          ELSE '' END
        """;

    /// <summary>
    /// Stands after the punch: shortens the leave, adds the step, tells the cover person, the window's leader and the section,
    /// and notes as stale the days that have begun since, where the press is taken over from a history. Whom to tell is looked
    /// for once for each leave that is shortened, so a punch that shortens none does not pay for it.
    /// </summary>
    public static string ShortenSql { get; } = $"""
        shortened AS (
          UPDATE leave_request leave SET "to" = date_trunc('minute', $3), returned_at = $3, turn = turn + 1
          FROM on_leave, judged WHERE leave.id = on_leave.id
          RETURNING leave.id, leave.turn, leave.state, leave.cover_id),
        stepped AS (
          INSERT INTO leave_step (leave_id, turn, act, from_state, to_state, at, actor_id, remark)
          SELECT id, turn, 'Shorten', state, state, $3, $1, '到岗签到，假期缩短' FROM shortened),
        told AS (
          INSERT INTO message (staff_id, at, kind, text, address)
          SELECT other.staff_id, $3, other.kind,
            (SELECT name FROM staff_member WHERE id = $1) || to_char($4, '"已于 "FMMM" 月 "FMDD" 日 "HH24:MI" 提前返岗，"') || other.said, other.address
          FROM shortened CROSS JOIN LATERAL (
            SELECT shortened.cover_id AS staff_id, 'Cover' AS kind,
              coalesce((SELECT '这一段您不用再顶岗；之后自 ' || begins || ' 起的请假仍由您顶岗。' FROM goes_on
                WHERE goes_on.cover_id = shortened.cover_id AND cover_accepted_at IS NOT NULL), '您不用再顶岗了。') AS said,
              '/cover' AS address WHERE shortened.cover_id IS NOT NULL
            UNION ALL
            SELECT staff.id, 'Leave', '假期缩短到此时。' || coalesce((SELECT '之后自 ' || begins || ' 起的假条 ' || goes_on.id || ' 不受影响。' FROM goes_on), ''), '/leave/' || shortened.id FROM staff_member staff
            WHERE staff.id <> $1 AND staff.id IS DISTINCT FROM shortened.cover_id AND (staff.left_on IS NULL OR staff.left_on >= $5)
              AND staff.id IN (
                SELECT post.staff_id FROM posting post WHERE post.window_id = $9 AND post.role = 'Leader' AND post."from" <= $5 AND (post."to" IS NULL OR post."to" >= $5)
                UNION ALL
                SELECT holder.staff_id FROM role_grant holder WHERE holder.role IN ({string.Join(", ", Rights.HoldersOf(Right.FileLeave).Select(role => $"'{role}'"))}))
          ) AS other
          RETURNING 1),
        stale AS (
          INSERT INTO stale_day (staff_id, first, last, cause, author_id, at)
          SELECT $1, $5, $23, '提前返岗，假期缩短', $1, $3 FROM shortened WHERE $5 < $23
          RETURNING 1)
        """;
}
