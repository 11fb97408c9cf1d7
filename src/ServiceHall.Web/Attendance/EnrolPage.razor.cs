using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Attendance;

/// <summary>A window leader asks by phone that somebody new be enrolled.</summary>
public partial class EnrolPage
{
    /// <summary>The window; none where there is one only.</summary>
    [SupplyParameterFromForm]
    public int? WindowId { get; set; }

    /// <summary>The staff number.</summary>
    [SupplyParameterFromForm]
    public string? Number { get; set; }

    /// <summary>The name.</summary>
    [SupplyParameterFromForm]
    public string? Name { get; set; }

    /// <summary>The footing.</summary>
    [SupplyParameterFromForm]
    public PostKind? Kind { get; set; }

    /// <summary>The first day.</summary>
    [SupplyParameterFromForm]
    public DateOnly? From { get; set; }

    /// <summary>What the section should know.</summary>
    [SupplyParameterFromForm]
    public string? Note { get; set; }

    /// <summary>Which page of the requests, from 1 on.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private ListEnrolments List { get; set; } = null!;

    [Inject]
    private AskEnrolment Asking { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private ListEnrolments.Found? Shown { get; set; }

    private string? Message { get; set; }

    private bool Refused { get; set; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => Read(Pager.PageOf(PageNumber));

    private async Task Submit()
    {
        if (Shown is not { Windows: [var only, ..] })
            return;
        if ((WindowId ?? (Shown.Windows.Count == 1 ? only.Id : null)) is not { } windowId || Kind is not { } kind || !Enum.IsDefined(kind))
        {
            (Message, Refused) = ("请选择窗口和性质。", true);
            return;
        }

        var answer = await Asking.Run(
            Context.User.Actor()!, new(windowId, Number ?? "", Name ?? "", kind, From, Note ?? ""), Context.RequestAborted);
        if (answer.Refusal is { } refusal)
        {
            (Message, Refused) = (refusal.Text, true);
            return;
        }

        Message = $"已提交 {Name} 的登记申请，科室处理后会通知您。";
        (Number, Name, Note) = (null, null, null);
        await Read(1);
    }

    private async Task Read(int page)
    {
        var answer = await List.Run(Context.User.Actor()!, page, Context.RequestAborted);
        if (answer.Refusal is { } refusal)
            (Message, Refused) = (refusal.Text, true);
        else
            Shown = answer.Value;
    }
}
