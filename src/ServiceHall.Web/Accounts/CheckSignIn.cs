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

    /// <summary>The sign-ins that hold at an instant.</summary>
    public static IQueryable<SignIn> Holding(HallDb db, DateTimeOffset now)
    {
        var (deskSince, phoneSince) = (now - DeskIdle, now - PhoneLifetime);
        return db.SignIns.Where(signIn => signIn.EndedAt == null && signIn.Stamp == signIn.Account!.SecurityStamp
            && (signIn.Face == Face.Desk ? signIn.LastSeenAt >= deskSince : signIn.At >= phoneSince));
    }

    /// <summary>Whether the sign-in in whose name somebody acts holds, inside of what is being done; where none is named, yes.</summary>
    public static async Task<bool> Holds(HallDb db, Actor actor, DateTimeOffset now, CancellationToken cancel) =>
        actor.SignInId is not { } id || await Holding(db, now).AnyAsync(signIn => signIn.Id == id && signIn.StaffId == actor.StaffId, cancel);

    /// <summary>
    /// What an actor is, inside of what is being done; null: unknown, no longer in the hall, or the sign-in in whose name they act
    /// has ended.
    /// </summary>
    public static Task<Rights?> RightsOf(HallDb db, Actor actor, DateTimeOffset now, DateOnly today, CancellationToken cancel) =>
        actor.SignInId is { } id
            ? Rights.Of(db, PersonOf(db, Holding(db, now).Where(signIn => signIn.Id == id && signIn.StaffId == actor.StaffId)), today, cancel)
            : Rights.Of(db, actor.StaffId, today, cancel);

    /// <summary>The rights behind each of these sign-ins that holds, in two statements however many there are.</summary>
    public async Task<IReadOnlyDictionary<Guid, Rights>> Run(IReadOnlyCollection<Guid> signInIds, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var holding = Holding(db, clock.GetUtcNow()).Where(signIn => signInIds.Contains(signIn.Id));
        var people = (await Rights.OfMany(db, PersonOf(db, holding), clock.Today(), cancel)).ToDictionary(rights => rights.StaffId);
        var persons = await holding.Select(signIn => new { signIn.Id, signIn.StaffId }).ToListAsync(cancel);
        return persons.Where(one => people.ContainsKey(one.StaffId)).ToDictionary(one => one.Id, one => people[one.StaffId]);
    }

    /// <summary>The rights of whoever is signed in, or null where the sign-in has ended.</summary>
    /// <param name="isUse">Whether the person is doing something right now; merely looking whether it holds is none.</param>
    public async Task<Rights?> Run(Guid signInId, bool isUse, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var holds = Holding(db, now).Where(signIn => signIn.Id == signInId);
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
