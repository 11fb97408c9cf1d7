using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Whose leave it is, for the question who signs it.</summary>
/// <param name="WindowId">Where posted on its first day; null: nowhere.</param>
internal readonly record struct Applicant(int StaffId, int? WindowId, int? UnitId);

/// <summary>Somebody who may give a signature now.</summary>
/// <param name="OnBehalfOfId">For whom, as a delegate; null: by their own office.</param>
/// <param name="How">By what: 窗口负责人；受张三委托；逾期上提一级.</param>
internal sealed record MaySign(int StaffId, string Name, int? OnBehalfOfId, string How);

/// <summary>
/// Who holds which office today, who signs for whom, and who is away (请假 (二), our reading): a delegate signs for the
/// approver; where all holders are on leave without a delegate, and where nobody decided in time, the next level may
/// sign too. Never the applicant. Read once for any number of requests.
/// </summary>
internal sealed class Offices
{
    private static readonly HallRole[] Signing = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader, HallRole.UnitLeader];
    private readonly ILookup<int, int> _leaders;
    private readonly ILookup<HallRole, (int StaffId, int? UnitId)> _grants;
    private readonly Dictionary<int, int> _delegates;
    private readonly HashSet<int> _away;
    private readonly Dictionary<int, string> _names;

    private Offices(
        ILookup<int, int> leaders, ILookup<HallRole, (int StaffId, int? UnitId)> grants, Dictionary<int, int> delegates, HashSet<int> away, Dictionary<int, string> names) =>
        (_leaders, _grants, _delegates, _away, _names) = (leaders, grants, delegates, away, names);

    /// <summary>Reads the offices as they are held at a moment, in one statement.</summary>
    public static async Task<Offices> Read(HallDb db, DateTimeOffset now, DateOnly today, CancellationToken cancel)
    {
        var here = db.Staff.AsNoTracking().Where(staff => staff.LeftOn == null || staff.LeftOn >= today).Select(staff => new
        {
            staff.Id, staff.Name, IsAway = db.Set<LeaveRequest>().Counting().Any(leave => leave.StaffId == staff.Id && leave.From <= now && leave.To > now),
        });
        var leaders = db.Postings.Where(post => post.Role == PostRole.Leader && post.From <= today && (post.To == null || post.To >= today))
            .Join(here, post => post.StaffId, staff => staff.Id, (post, staff) => new { staff.Id, staff.Name, staff.IsAway, WindowId = (int?)post.WindowId, Role = (HallRole?)null, UnitId = (int?)null, ForId = (int?)null });
        var grants = db.RoleGrants.Where(grant => Signing.Contains(grant.Role))
            .Join(here, grant => grant.StaffId, staff => staff.Id, (grant, staff) => new { staff.Id, staff.Name, staff.IsAway, WindowId = (int?)null, Role = (HallRole?)grant.Role, grant.UnitId, ForId = (int?)null });
        var delegates = db.Set<Delegation>().Where(duty => duty.First <= today && today <= duty.Last)
            .Join(here, duty => duty.ToId, staff => staff.Id, (duty, staff) => new { staff.Id, staff.Name, staff.IsAway, WindowId = (int?)null, Role = (HallRole?)null, UnitId = (int?)null, ForId = (int?)duty.FromId });
        // Roles first: from them the column has its type.
        var people = await grants.Concat(leaders).Concat(delegates).ToListAsync(cancel);
        return new Offices(
            people.Where(one => one.WindowId is not null).ToLookup(one => one.WindowId!.Value, one => one.Id),
            people.Where(one => one.Role is not null).ToLookup(one => one.Role!.Value, one => (one.Id, one.UnitId)),
            people.Where(one => one.ForId is not null).ToDictionary(one => one.ForId!.Value, one => one.Id),
            [.. people.Where(one => one.IsAway).Select(one => one.Id)],
            people.DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.Name));
    }

    /// <summary>Who may give a signature now, each once.</summary>
    /// <param name="raisedTo">The level that it rose to; null: it did not.</param>
    public IReadOnlyList<MaySign> Of(LeaveSigner signer, LeaveSigner? raisedTo, Applicant applicant)
    {
        var may = new List<MaySign>();
        Add(may, signer, applicant, "");
        for (var next = WhoSigns.Next(signer); raisedTo is not null && next is { } level && level <= raisedTo; next = WhoSigns.Next(level))
            Add(may, level, applicant, "逾期上提一级，");
        return [.. may.DistinctBy(one => one.StaffId)];
    }

    /// <summary>Whom a request's end concerns: those who signed it, and those who may sign what still waits.</summary>
    public IEnumerable<int> Concerned(LeaveRequest leave, Applicant applicant) => leave.Signatures.SelectMany(
        signature => signature.DecidedById is { } signed ? [signed] : Of(signature.Signer, signature.RaisedTo, applicant).Select(one => one.StaffId));

    /// <summary>Whether somebody holds an office that signs, or signs for somebody who does.</summary>
    public bool Signs(int staffId) => Holds(staffId) || _delegates.ContainsValue(staffId);

    /// <summary>Whether somebody holds an office that signs.</summary>
    public bool Holds(int staffId) => _leaders.Any(window => window.Contains(staffId)) || _grants.Any(role => role.Any(grant => grant.StaffId == staffId));

    private void Add(List<MaySign> may, LeaveSigner signer, Applicant applicant, string how)
    {
        var holders = Holders(signer, applicant).Where(id => id != applicant.StaffId).ToList();
        may.AddRange(holders.Select(id => new MaySign(id, _names[id], null, $"{how}{signer.Title()}")));
        var delegates = holders.SelectMany(holder => Chain(holder).Select(id => (Id: id, For: holder))).Where(pair => pair.Id != applicant.StaffId).ToList();
        may.AddRange(delegates.Select(pair => new MaySign(pair.Id, _names[pair.Id], pair.For, $"{how}受{signer.Title()}{_names[pair.For]}委托")));
        var isDeserted = holders.TrueForAll(_away.Contains) && delegates.TrueForAll(pair => _away.Contains(pair.Id));
        if (isDeserted && WhoSigns.Next(signer) is { } next)
            Add(may, next, applicant, $"{signer.Title()}不在岗且未委托，");
    }

    private IEnumerable<int> Holders(LeaveSigner signer, Applicant applicant) => signer switch
    {
        LeaveSigner.WindowLeader => applicant.WindowId is { } window ? _leaders[window] : [],
        LeaveSigner.UnitLeader => _grants[HallRole.UnitLeader].Where(grant => grant.UnitId is not null && grant.UnitId == applicant.UnitId).Select(grant => grant.StaffId),
        LeaveSigner.Section => _grants[HallRole.Section].Select(grant => grant.StaffId),
        LeaveSigner.SectionHead => _grants[HallRole.SectionHead].Select(grant => grant.StaffId),
        LeaveSigner.HallLeader => _grants[HallRole.HallLeader].Select(grant => grant.StaffId),
        _ => throw new ArgumentOutOfRangeException(nameof(signer), signer, "A signer without an office."),
    };

    // A delegate who has a delegate of their own. No circle can be made, but a walk that could not end would be worse.
    private IEnumerable<int> Chain(int holder)
    {
        var seen = new HashSet<int> { holder };
        for (var at = holder; _delegates.TryGetValue(at, out var next) && seen.Add(next); at = next)
            yield return next;
    }
}
