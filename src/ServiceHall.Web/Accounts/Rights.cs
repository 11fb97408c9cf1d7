using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Who acts, and from which network address.</summary>
/// <param name="StaffId">The person; 0: nobody of the hall, who may do nothing, but for <see cref="Hall"/>.</param>
/// <param name="Address">For the audit.</param>
internal sealed record Actor(int StaffId, string Address)
{
    /// <summary>The hall itself: what its schedules and its own commands do.</summary>
    public static Actor Hall { get; } = new(0, "local") { IsHall = true };

    /// <summary>Whether this is the hall itself.</summary>
    public bool IsHall { get; private init; }

    /// <summary>
    /// The sign-in in whose name somebody acts: nothing is done for one that has ended, however long a page has been open. Null: no
    /// browser is before it, such as at the hall's terminal, in a job or for a work that somebody started.
    /// </summary>
    public Guid? SignInId { get; init; }
}

/// <summary>What can be allowed. Which roles have it stands in <see cref="Rights"/>.</summary>
internal enum Right
{
    SeePeople,
    EditPeople,
    ImportPeople,
    EditCalendar,

    /// <summary>To withdraw a decision of the calendar that holds already (撤销).</summary>
    WithdrawDecision,
    GrantRoles,
    IssueCodes,

    /// <summary>To be the second person for what is done about an account; for whose, says <see cref="SecondSigner.SecondSigners"/>.</summary>
    SignAccountRequests,

    /// <summary>To see which accounts nobody has used for long.</summary>
    ReviewAccounts,
    ReadAudit,
    RunBoards,
    LogFindings,

    /// <summary>To verify findings (查实), and to file unannounced ones (归档).</summary>
    VerifyFindings,

    /// <summary>To open the inspection log; what it shows depends on the role.</summary>
    SeeFindings,
    SeeAllFindings,

    /// <summary>Everybody's scores and the standing.</summary>
    SeeAllScores,

    /// <summary>To enter and to end a delegation of signing (委托代签) for an approver, and to see everybody's.</summary>
    DelegateForOthers,

    /// <summary>To file leave, send it back, accept it late, and record official outings.</summary>
    FileLeave,

    /// <summary>The list of leave; whose, depends on the role.</summary>
    SeeLeave,

    /// <summary>All leave of the hall.</summary>
    SeeAllLeave,
    /// <summary>To open the month of attendance; whose one sees depends on the role.</summary>
    SeeAttendance,
    SeeAllAttendance,

    /// <summary>To close a quarter that has ended.</summary>
    CloseQuarter,

    /// <summary>To say where messages also go outside of the hall (推送通道).</summary>
    RunChannels,
    /// <summary>To keep attendance (考勤 一(五)): explanations, truancy, enrolment, closing months.</summary>
    KeepAttendance,

    /// <summary>To open a closed month of attendance again.</summary>
    ReopenMonth,

    /// <summary>To ask that somebody new be enrolled (考勤 一(六)).</summary>
    AskEnrolment,
    /// <summary>To see who is at work now; whom depends on the role.</summary>
    SeePresence,
    SeeAllPresence,

    /// <summary>To be told of windows that may stand empty and of people away too long, and to see to it.</summary>
    WatchPresence,
    /// <summary>Punches in detail, signals about them, and changes of device.</summary>
    WatchPunches,

    /// <summary>Raw positions; each look is on record.</summary>
    SeePositions,

    /// <summary>What the hall does by itself (定时任务), and how it went.</summary>
    SeeTimetable,

    /// <summary>To let a line of the timetable run now.</summary>
    RunTimetable,

    /// <summary>To pause a line of the timetable.</summary>
    PauseTimetable,

    /// <summary>The scheduler's own pages (任务后台).</summary>
    RunJobs,

    /// <summary>To take the hall's facts out of it (导出事实).</summary>
    ExportFacts,

    /// <summary>To run another rulebook over the hall's facts (试算).</summary>
    TryRulebook,

    /// <summary>What the periods of retention would remove, and did (保存期限).</summary>
    SeeRetention,
}

/// <summary>What a person is today, read from the database at the moment of the act.</summary>
/// <param name="Roles">Granted ones and those of today's posting.</param>
/// <param name="WindowId">The window of today's posting, or null.</param>
/// <param name="UnitIds">The units whose leader the person is.</param>
internal sealed record Rights(int StaffId, string Number, string Name, IReadOnlySet<HallRole> Roles, int? WindowId, IReadOnlyList<int> UnitIds)
{
    private static readonly Dictionary<Right, HallRole[]> Holders = new()
    {
        [Right.SeePeople] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader, HallRole.SystemAdministrator],
        [Right.EditPeople] = [HallRole.Section, HallRole.SectionHead, HallRole.SystemAdministrator],
        [Right.ImportPeople] = [HallRole.Section, HallRole.SectionHead, HallRole.SystemAdministrator],
        [Right.EditCalendar] = [HallRole.Section, HallRole.SectionHead],
        [Right.WithdrawDecision] = [HallRole.SectionHead],
        [Right.GrantRoles] = [HallRole.SystemAdministrator],
        [Right.IssueCodes] = [HallRole.SystemAdministrator],
        [Right.SignAccountRequests] =
        [
            HallRole.SystemAdministrator, HallRole.AuditAdministrator, HallRole.SecurityAdministrator, HallRole.SectionHead,
            HallRole.HallLeader,
        ],
        [Right.ReviewAccounts] = [HallRole.SystemAdministrator, HallRole.AuditAdministrator, HallRole.SecurityAdministrator],
        [Right.ReadAudit] = [HallRole.AuditAdministrator],
        [Right.RunBoards] = [HallRole.Section, HallRole.SectionHead],
        [Right.LogFindings] = [HallRole.Section, HallRole.SectionHead, HallRole.OutsideInspector],
        [Right.VerifyFindings] = [HallRole.Section, HallRole.SectionHead],
        [Right.SeeFindings] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader, HallRole.OutsideInspector, HallRole.WindowLeader, HallRole.UnitLeader],
        [Right.SeeAllFindings] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader],
        [Right.SeeAllScores] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader],
        [Right.DelegateForOthers] = [HallRole.SectionHead],
        [Right.FileLeave] = [HallRole.Section, HallRole.SectionHead],
        [Right.SeeLeave] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader, HallRole.WindowLeader, HallRole.UnitLeader],
        [Right.SeeAllLeave] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader],
        [Right.SeeAttendance] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader, HallRole.UnitLeader, HallRole.WindowLeader],
        [Right.SeeAllAttendance] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader],
        [Right.CloseQuarter] = [HallRole.SectionHead],
        [Right.RunChannels] = [HallRole.SystemAdministrator],
        [Right.KeepAttendance] = [HallRole.Section, HallRole.SectionHead],
        [Right.ReopenMonth] = [HallRole.SectionHead],
        [Right.AskEnrolment] = [HallRole.WindowLeader, HallRole.Section, HallRole.SectionHead],
        [Right.SeePresence] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader, HallRole.UnitLeader, HallRole.WindowLeader],
        [Right.SeeAllPresence] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader],
        [Right.WatchPresence] = [HallRole.Section, HallRole.SectionHead],
        [Right.WatchPunches] = [HallRole.Section, HallRole.SectionHead],
        [Right.SeePositions] = [HallRole.SectionHead],
        [Right.SeeTimetable] = [HallRole.Section, HallRole.SectionHead, HallRole.HallLeader, HallRole.SystemAdministrator],
        [Right.RunTimetable] = [HallRole.Section, HallRole.SectionHead, HallRole.SystemAdministrator],
        [Right.PauseTimetable] = [HallRole.SectionHead, HallRole.SystemAdministrator],
        [Right.RunJobs] = [HallRole.SystemAdministrator],
        [Right.ExportFacts] = [HallRole.SectionHead],
        [Right.TryRulebook] = [HallRole.SectionHead],
        [Right.SeeRetention] =
            [HallRole.Section, HallRole.SectionHead, HallRole.SystemAdministrator, HallRole.SecurityAdministrator],
    };

    /// <summary>Those of the hall itself.</summary>
    public static Rights Hall { get; } = new(0, "", "系统", new HashSet<HallRole>(), null, []);

    /// <summary>Whether one of the roles holds the right. The hall itself may do everything.</summary>
    public bool May(Right right) => ReferenceEquals(this, Hall) || Holders[right].Any(Roles.Contains);

    /// <summary>The roles that hold a right.</summary>
    public static IReadOnlyList<HallRole> HoldersOf(Right right) => Holders[right];

    /// <summary>Reads a person's rights; null: unknown, or no longer in the hall.</summary>
    public static Task<Rights?> Of(HallDb db, int staffId, DateOnly today, CancellationToken cancel) =>
        Of(db, db.Staff.Where(staff => staff.Id == staffId), today, cancel);

    /// <summary>Reads the rights of whoever a query finds, in one statement with it.</summary>
    public static async Task<Rights?> Of(HallDb db, IQueryable<StaffMember> person, DateOnly today, CancellationToken cancel) =>
        (await OfMany(db, person, today, cancel)).SingleOrDefault();

    /// <summary>Reads the rights of everybody whom a query finds and who is still in the hall, in one statement with it.</summary>
    public static async Task<List<Rights>> OfMany(HallDb db, IQueryable<StaffMember> people, DateOnly today, CancellationToken cancel)
    {
        var all = await people.AsNoTracking()
            .Where(staff => staff.LeftOn == null || staff.LeftOn >= today)
            .Select(staff => new
            {
                staff.Id,
                staff.Number,
                staff.Name,
                Post = staff.Postings.Where(p => p.From <= today && (p.To == null || p.To >= today))
                    .Select(p => new { p.WindowId, p.Role }).FirstOrDefault(),
                Grants = db.RoleGrants.Where(grant => grant.StaffId == staff.Id).Select(grant => new { grant.Role, grant.UnitId }).ToList(),
            })
            .ToListAsync(cancel);
        return all.ConvertAll(found =>
        {
            var roles = found.Grants.Select(grant => grant.Role).ToHashSet();
            if (found.Post is not null)
                roles.Add(HallRole.Clerk);
            if (found.Post?.Role == PostRole.Leader)
                roles.Add(HallRole.WindowLeader);
            return new Rights(found.Id, found.Number, found.Name, roles, found.Post?.WindowId,
                [.. found.Grants.Where(grant => grant.UnitId is not null).Select(grant => grant.UnitId!.Value)]);
        });
    }
}
