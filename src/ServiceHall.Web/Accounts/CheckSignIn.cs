using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// Whether a sign-in still holds: not ended, the account's stamp unchanged, the person still in the hall, used within
/// the last 30 minutes at the desk, begun within the last 30 days on a phone.
/// </summary>
internal sealed class CheckSignIn(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public static readonly TimeSpan DeskIdle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan PhoneLifetime = TimeSpan.FromDays(30);

    /// <summary>
    /// The same in SQL, for a statement that writes only while the sign-in holds: whether <paramref name="signIn"/> of
    /// <paramref name="staff"/> holds at an instant and its civil day. Each is a parameter such as <c>$1</c>.
    /// </summary>
    public static string HoldsSql(string signIn, string staff, string instant, string day) => $"""
        EXISTS (SELECT 1 FROM sign_in s JOIN account a ON a.id = s.staff_id JOIN staff_member m ON m.id = s.staff_id
          WHERE s.id = {signIn} AND s.staff_id = {staff} AND s.ended_at IS NULL AND s.stamp = a.security_stamp
            AND (m.left_on IS NULL OR m.left_on >= {day})
            AND CASE s.face WHEN '{Face.Phone}' THEN s.at >= {instant} - interval '{PhoneLifetime.TotalSeconds} s'
                ELSE s.last_seen_at >= {instant} - interval '{DeskIdle.TotalSeconds} s' END)
        """;

    private static readonly TimeSpan Coarseness = TimeSpan.FromMinutes(1);

    /// <summary>The rights of whoever is signed in, or null where the sign-in has ended.</summary>
    /// <param name="isUse">Whether the person is doing something right now; merely looking whether it holds is none.</param>
    public async Task<Rights?> Run(Guid signInId, bool isUse, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var (deskSince, phoneSince) = (now - DeskIdle, now - PhoneLifetime);
        var holds = db.SignIns.Where(signIn => signIn.Id == signInId && signIn.EndedAt == null && signIn.Stamp == signIn.Account!.SecurityStamp
            && (signIn.Face == Face.Desk ? signIn.LastSeenAt >= deskSince : signIn.At >= phoneSince));
        if (!isUse)
            return await Rights.Of(db, PersonOf(db, holds), clock.Today(), cancel);
        // One write a minute is enough to tell 30 minutes; in between, one statement tells everything.
        var (earliest, latest) = (now - Coarseness, now + Coarseness);
        var noted = holds.Where(signIn => signIn.LastSeenAt > earliest && signIn.LastSeenAt < latest);
        if (await Rights.Of(db, PersonOf(db, noted), clock.Today(), cancel) is { } rights)
            return rights;
        return await holds.ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.LastSeenAt, now), cancel) == 0
            ? null
            : await Rights.Of(db, PersonOf(db, holds), clock.Today(), cancel);
    }

    private static IQueryable<StaffMember> PersonOf(HallDb db, IQueryable<SignIn> signIns) =>
        db.Staff.Where(staff => signIns.Any(signIn => signIn.StaffId == staff.Id));
}
