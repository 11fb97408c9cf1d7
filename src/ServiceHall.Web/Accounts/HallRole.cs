namespace ServiceHall.Web.Accounts;

/// <summary>What people are in the hall. The first two come from a posting, the others are granted.</summary>
internal enum HallRole
{
    /// <summary>窗口工作人员: posted today.</summary>
    Clerk,

    /// <summary>窗口负责人: posted today as a leader.</summary>
    WindowLeader,

    /// <summary>政务服务管理科.</summary>
    Section,

    /// <summary>政务服务管理科科长.</summary>
    SectionHead,

    /// <summary>大厅主管领导.</summary>
    HallLeader,

    /// <summary>派驻单位主管领导: of one unit.</summary>
    UnitLeader,

    /// <summary>督查指挥中心、软环境办、特约监督员.</summary>
    OutsideInspector,

    /// <summary>系统管理员: accounts and roles. Never in one hand with the audit.</summary>
    SystemAdministrator,

    /// <summary>审计管理员: reads the audit.</summary>
    AuditAdministrator,

    /// <summary>安全管理员: the second hand where accounts are touched, and the periods of retention. Never in one hand with the other two.</summary>
    SecurityAdministrator,
}

/// <summary>A role that a person was given.</summary>
internal sealed class RoleGrant
{
    public int Id { get; init; }
    public int StaffId { get; init; }
    public HallRole Role { get; init; }

    /// <summary>The unit of a unit leader; null for every other role.</summary>
    public int? UnitId { get; init; }
}

/// <summary>The roles' names as the regulation has them.</summary>
internal static class HallRoleNames
{
    /// <summary>The roles that are granted; the others come from a posting.</summary>
    public static IReadOnlyList<HallRole> Granted { get; } = [.. Enum.GetValues<HallRole>().Where(role => role is not (HallRole.Clerk or HallRole.WindowLeader))];

    public static string Chinese(this HallRole role) => role switch
    {
        HallRole.Clerk => "窗口工作人员",
        HallRole.WindowLeader => "窗口负责人",
        HallRole.Section => "政务服务管理科",
        HallRole.SectionHead => "科长",
        HallRole.HallLeader => "大厅主管领导",
        HallRole.UnitLeader => "派驻单位主管领导",
        HallRole.OutsideInspector => "特约监督员",
        HallRole.SystemAdministrator => "系统管理员",
        HallRole.AuditAdministrator => "审计管理员",
        HallRole.SecurityAdministrator => "安全管理员",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "A role without a name."),
    };
}
