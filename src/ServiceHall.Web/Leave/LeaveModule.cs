namespace ServiceHall.Web.Leave;

/// <summary>Leave (请假): asked for, covered, signed, filed.</summary>
internal static class LeaveModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddLeave(this IServiceCollection services) => services
        .AddSingleton<JudgeLeave>().AddSingleton<PreviewLeave>().AddSingleton<SubmitLeave>()
        .AddSingleton<AnswerCover>().AddSingleton<AskAnotherCover>().AddSingleton<CancelLeave>().AddSingleton<RemindReturns>()
        .AddSingleton<LeaveChoices>().AddSingleton<ShowLeave>().AddSingleton<MyLeave>().AddSingleton<MyCovers>().AddSingleton<ShowLeaveAttachment>()
        .AddSingleton<ShowApprovals>().AddSingleton<ListLeave>().AddSingleton<SignLeave>().AddSingleton<FileLeave>().AddSingleton<DelegateSigning>().AddSingleton<RaiseSignatures>().AddSingleton<RecordOutings>();
}
