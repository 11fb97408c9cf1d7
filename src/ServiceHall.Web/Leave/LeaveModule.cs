using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Leave;

/// <summary>Leave (请假): asked for, covered, signed, filed.</summary>
internal static class LeaveModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddLeave(this IServiceCollection services) => services
        .AddSingleton<JudgeLeave>().AddSingleton<PreviewLeave>().AddSingleton<SubmitLeave>()
        .AddSingleton<AnswerCover>().AddSingleton<AskAnotherCover>().AddSingleton<CancelLeave>().AddSingleton<RemindReturns>()
        .AddSingleton<LeaveChoices>().AddSingleton<ShowLeave>().AddSingleton<MyLeave>().AddSingleton<MyCovers>().AddSingleton<ShowLeaveAttachment>()
        .AddSingleton(new NavigationEntry(10, "", "我的请假", "/desk/my-leave", "fa-solid fa-plane-departure"))
        .AddSingleton(new NavigationEntry(11, "", "顶岗", "/desk/cover", "fa-solid fa-people-arrows"));
}
