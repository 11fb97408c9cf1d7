using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave.Imports;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Leave;

/// <summary>Leave (请假): asked for, covered, signed, filed.</summary>
internal static class LeaveModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddLeave(this IServiceCollection services) => services
        .AddSingleton<IRetentionKind, ExpireProofs>().AddSingleton<JudgeLeave>().AddSingleton<PreviewLeave>().AddSingleton<SubmitLeave>()
        .AddSingleton<AnswerCover>().AddSingleton<AskAnotherCover>().AddSingleton<CancelLeave>().AddSingleton<RemindReturns>().AddSingleton<RemindCovers>()
        .AddSingleton<LeaveChoices>().AddSingleton<ShowLeave>().AddSingleton<MyLeave>().AddSingleton<MyCovers>().AddSingleton<ShowLeaveAttachment>()
        .AddSingleton<ShowApprovals>().AddSingleton<ListLeave>().AddSingleton<SignLeave>().AddSingleton<FileLeave>().AddSingleton<DelegateSigning>().AddSingleton<RaiseSignatures>().AddSingleton<RecordOutings>()
        .AddSingleton<IRestOnImports, LeaveSinceImport>().AddSingleton<LeaveDuties>().AddSingleton<OutingChoices>().AddSingleton<StartFigures, LeaveFigures>().AddSingleton<OwnFigures, OwnLeaveFigures>().AddSingleton<WeighLeave>()
        .AddSingleton(new NavigationEntry(270, "请假", "待我签批", LeaveAddresses.Approvals, "fa-solid fa-signature"))
        .AddSingleton(new NavigationEntry(271, "请假", "请假管理", "/desk/leave", "fa-solid fa-folder-open", Right.SeeLeave))
        .AddSingleton(new NavigationEntry(272, "请假", "登记因公外出", "/desk/outings", "fa-solid fa-briefcase", Right.FileLeave))
        .AddSingleton(new NavigationEntry(273, "请假", "委托代签", "/desk/delegations", "fa-solid fa-user-pen", Right.SeeLeave))
        .AddSingleton(new NavigationEntry(20, "我的", "我的请假", "/desk/my-leave", "fa-solid fa-plane-departure"))
        .AddSingleton(new NavigationEntry(30, "我的", "顶岗", "/desk/cover", "fa-solid fa-people-arrows"));
}
