namespace ServiceHall.Web.Leave;

/// <summary>Where a request stands (请假 (二)).</summary>
internal enum LeaveState
{
    /// <summary>待顶岗人确认.</summary>
    WaitsForCover,

    /// <summary>待签批.</summary>
    WaitsForSignatures,

    /// <summary>已批准，待备案: it counts from the last signature on.</summary>
    Approved,

    /// <summary>已备案.</summary>
    Filed,

    /// <summary>未批准.</summary>
    Refused,

    /// <summary>科室退回: void from then on; what was taken before stands.</summary>
    SentBack,

    /// <summary>已撤销.</summary>
    Cancelled,
}

/// <summary>What changes a request.</summary>
internal enum LeaveAct
{
    /// <summary>提交.</summary>
    Submit,

    /// <summary>科室登记: what the section records itself, such as 因公外出; it goes on to be filed at once.</summary>
    Record,

    /// <summary>另请顶岗人.</summary>
    AskCover,

    /// <summary>顶岗人同意.</summary>
    AcceptCover,

    /// <summary>顶岗人谢绝.</summary>
    DeclineCover,

    /// <summary>签批同意, while others are still to sign.</summary>
    Sign,

    /// <summary>签批同意, the last one.</summary>
    SignLast,

    /// <summary>签批不同意.</summary>
    Refuse,

    /// <summary>逾期上提一级.</summary>
    Raise,

    /// <summary>备案.</summary>
    File,

    /// <summary>退回.</summary>
    SendBack,

    /// <summary>撤销.</summary>
    Cancel,

    /// <summary>提前返岗, 假期缩短.</summary>
    Shorten,
}

/// <summary>Which act leads from which state to which. No state is skipped; the database holds the same table.</summary>
internal static class LeaveFlow
{
    private static readonly (LeaveState? From, LeaveAct Act, LeaveState To)[] All =
    [
        (null, LeaveAct.Submit, LeaveState.WaitsForCover),
        (null, LeaveAct.Record, LeaveState.Approved),
        (LeaveState.WaitsForCover, LeaveAct.AskCover, LeaveState.WaitsForCover),
        (LeaveState.WaitsForCover, LeaveAct.DeclineCover, LeaveState.WaitsForCover),
        (LeaveState.WaitsForCover, LeaveAct.AcceptCover, LeaveState.WaitsForSignatures),
        (LeaveState.WaitsForCover, LeaveAct.Cancel, LeaveState.Cancelled),
        (LeaveState.WaitsForSignatures, LeaveAct.Sign, LeaveState.WaitsForSignatures),
        (LeaveState.WaitsForSignatures, LeaveAct.SignLast, LeaveState.Approved),
        (LeaveState.WaitsForSignatures, LeaveAct.Refuse, LeaveState.Refused),
        (LeaveState.WaitsForSignatures, LeaveAct.Raise, LeaveState.WaitsForSignatures),
        (LeaveState.WaitsForSignatures, LeaveAct.Cancel, LeaveState.Cancelled),
        // Later on another takes the cover over, and the request stays where it is.
        .. new[] { LeaveState.WaitsForSignatures, LeaveState.Approved, LeaveState.Filed }.SelectMany(state =>
            new[] { LeaveAct.AskCover, LeaveAct.AcceptCover, LeaveAct.DeclineCover }.Select(act => ((LeaveState?)state, act, state))),
        (LeaveState.Approved, LeaveAct.File, LeaveState.Filed),
        (LeaveState.Approved, LeaveAct.SendBack, LeaveState.SentBack),
        (LeaveState.Approved, LeaveAct.Cancel, LeaveState.Cancelled),
        (LeaveState.Approved, LeaveAct.Shorten, LeaveState.Approved),
        (LeaveState.Filed, LeaveAct.SendBack, LeaveState.SentBack),
        (LeaveState.Filed, LeaveAct.Cancel, LeaveState.Cancelled),
        (LeaveState.Filed, LeaveAct.Shorten, LeaveState.Filed),
    ];

    /// <summary>Where an act leads; null: it is not possible in this state.</summary>
    public static LeaveState? After(LeaveState? from, LeaveAct act) =>
        All.Where(step => step.From == from && step.Act == act).Select(step => (LeaveState?)step.To).SingleOrDefault();

    /// <summary>The table as rows of SQL: from (or an empty text), act, to.</summary>
    public static string AsSql => string.Join(", ", All.Select(step => $"('{step.From}', '{step.Act}', '{step.To}')"));

    /// <summary>In Chinese.</summary>
    public static string Title(this LeaveState state) => state switch
    {
        LeaveState.WaitsForCover => "待顶岗人确认",
        LeaveState.WaitsForSignatures => "待签批",
        LeaveState.Approved => "已批准，待备案",
        LeaveState.Filed => "已备案",
        LeaveState.Refused => "未批准",
        LeaveState.SentBack => "科室退回",
        LeaveState.Cancelled => "已撤销",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without a name."),
    };

    /// <summary>In Chinese.</summary>
    public static string Title(this LeaveAct act) => act switch
    {
        LeaveAct.Submit => "提交申请",
        LeaveAct.Record => "科室登记",
        LeaveAct.AskCover => "另请顶岗人",
        LeaveAct.AcceptCover => "顶岗人同意",
        LeaveAct.DeclineCover => "顶岗人谢绝",
        LeaveAct.Sign or LeaveAct.SignLast => "签批同意",
        LeaveAct.Refuse => "签批不同意",
        LeaveAct.Raise => "逾期上提一级",
        LeaveAct.File => "科室备案",
        LeaveAct.SendBack => "科室退回",
        LeaveAct.Cancel => "撤销",
        LeaveAct.Shorten => "提前返岗",
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "An act without a name."),
    };
}
