namespace ServiceHall.Web.Leave;

/// <summary>Leave (请假): asked for, covered, signed, filed.</summary>
internal static class LeaveModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddLeave(this IServiceCollection services) => services;
}
