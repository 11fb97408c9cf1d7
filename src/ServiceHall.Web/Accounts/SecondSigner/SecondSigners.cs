using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>
/// Whose account nobody opens alone, and who signs beside whoever asks: never the person, never the one who asked, and
/// nobody who would gain by it (GB/T 22239-2019 8.1.4.2: separate administrators).
/// </summary>
internal sealed class SecondSigners
{
    /// <summary>Where two people are asked for: separate administrators, accounts that nobody uses.</summary>
    public const string Clause = "GB/T 22239-2019 8.1.4.2";

    // The one place that names them. Who administers the system does not open the audit; who is signed for by another does
    // not open that other one's account.
    private static readonly Dictionary<HallRole, HallRole[]> Signers = new()
    {
        [HallRole.SystemAdministrator] =
            [HallRole.SectionHead, HallRole.HallLeader, HallRole.AuditAdministrator, HallRole.SecurityAdministrator],
        [HallRole.AuditAdministrator] = [HallRole.SectionHead, HallRole.HallLeader, HallRole.SecurityAdministrator],
        [HallRole.SecurityAdministrator] = [HallRole.SectionHead, HallRole.HallLeader, HallRole.AuditAdministrator],
        [HallRole.SectionHead] =
            [HallRole.SectionHead, HallRole.HallLeader, HallRole.AuditAdministrator, HallRole.SecurityAdministrator],
        [HallRole.HallLeader] = [HallRole.HallLeader, HallRole.AuditAdministrator, HallRole.SecurityAdministrator],
    };

    // For everybody else's account, where two are needed at all.
    private static readonly HallRole[] OfOthers =
    [
        HallRole.SystemAdministrator, HallRole.SectionHead, HallRole.HallLeader, HallRole.AuditAdministrator,
        HallRole.SecurityAdministrator,
    ];

    private readonly ILookup<int, HallRole> _signers;

    private SecondSigners(ILookup<int, HallRole> signers) => _signers = signers;

    /// <summary>Whether a code for an account with these roles needs a second person.</summary>
    public static bool IsProtected(IEnumerable<HallRole> roles) => roles.Any(Signers.ContainsKey);

    /// <summary>The roles that a request is about: those that are held, and the one to be granted or revoked.</summary>
    public static IEnumerable<HallRole> Concerned(IEnumerable<HallRole> held, HallRole? asked) =>
        asked is { } role ? held.Append(role).Distinct() : held;

    /// <summary>The roles of which a second person holds one.</summary>
    /// <param name="roles">Those of the person whose account it is.</param>
    public static IReadOnlyList<HallRole> For(IEnumerable<HallRole> roles) =>
        roles.Where(Signers.ContainsKey).Aggregate(OfOthers, (left, role) => [.. left.Intersect(Signers[role])]);

    /// <summary>Reads who could sign today: people with a granted role who can sign in.</summary>
    public static async Task<SecondSigners> Read(HallDb db, DateOnly today, CancellationToken cancel)
    {
        var grants = await (
            from grant in db.RoleGrants
            join staff in db.Staff on grant.StaffId equals staff.Id
            where OfOthers.Contains(grant.Role) && (staff.LeftOn == null || staff.LeftOn >= today)
                && db.Accounts.Any(account => account.Id == grant.StaffId && account.PasswordHash != null && account.ClosedAt == null)
            select new { grant.StaffId, grant.Role }).ToListAsync(cancel);
        return new SecondSigners(grants.ToLookup(grant => grant.StaffId, grant => grant.Role));
    }

    /// <summary>Whether somebody may sign for an account.</summary>
    public static bool MaySign(IReadOnlySet<HallRole> signer, IReadOnlyCollection<HallRole> account) =>
        For(account).Any(signer.Contains)
        // Both in one hand: who administers the system would gain the audit.
        && !(account.Contains(HallRole.AuditAdministrator) && signer.Contains(HallRole.SystemAdministrator));

    /// <summary>Who can sign today.</summary>
    /// <param name="staffId">Whose account.</param>
    /// <param name="askedById">Who asks.</param>
    public IReadOnlyList<int> Of(int staffId, IReadOnlyCollection<HallRole> account, int askedById) =>
        [.. _signers.Where(one => one.Key != staffId && one.Key != askedById && MaySign(one.ToHashSet(), account))
            .Select(one => one.Key)];

    /// <summary>Whether somebody who has signed could still sign today: roles come and go between a signature and its use.</summary>
    public bool StillSigns(int signerId, IReadOnlyCollection<HallRole> account) =>
        _signers.Contains(signerId) && MaySign(_signers[signerId].ToHashSet(), account);

    /// <summary>The roles as a sentence names them.</summary>
    public static string Named(IEnumerable<HallRole> roles) => string.Join("、", roles.Select(role => role.Chinese()));
}
