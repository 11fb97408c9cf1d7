using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Forms;

namespace ServiceHall.Web.Attendance;

/// <summary>An explanation of one slot of the day, by phone, and what was handed in before.</summary>
public partial class ExplainPage
{
    /// <summary>The day of the slot.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    public string? DayText { get; set; }

    /// <summary><c>am</c> or <c>pm</c>.</summary>
    [SupplyParameterFromQuery(Name = "part")]
    public string? PartCode { get; set; }

    /// <summary><c>in</c> or <c>out</c>.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? ActionCode { get; set; }

    /// <summary>The reason.</summary>
    [SupplyParameterFromForm]
    public string? Text { get; set; }

    /// <summary>A photo or PDF.</summary>
    [SupplyParameterFromForm]
    public IFormFile? Proof { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private MyExplanations Mine { get; set; } = null!;

    [Inject]
    private ExplainSlot Explain { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private MyExplanations.Found? Shown { get; set; }

    private string? Message { get; set; }

    private bool Refused { get; set; }

    // A form that is being sent is there to take it, whatever became of its slot meanwhile: the use case says so.
    private bool HasForm => Asked is not null && (Shown?.Fault is not null || (HttpMethods.IsPost(Context.Request.Method) && Message is null));

    private (DateOnly Day, DayPart Part, PunchAction Action)? Asked =>
        AcceptedDays.Day(DayText) is { } day && PartCode is "am" or "pm" && ActionCode is "in" or "out"
            ? (day, PartCode == "am" ? DayPart.Morning : DayPart.Afternoon, ActionCode == "in" ? PunchAction.In : PunchAction.Out)
            : null;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => Read();

    private async Task Submit()
    {
        if (Asked is { } slot)
        {
            var answer = await Explain.Run(
                Context.User.Actor()!, new(slot.Day, slot.Part, slot.Action, Text ?? "", await File(), Proof?.FileName ?? ""), Context.RequestAborted);
            (Message, Refused) = answer.Refusal is { } refusal ? (refusal.Text, true) : ("已提交，科室处理后会通知您。在此之前，这一次的计分冻结。", false);
        }

        await Read();
    }

    // One byte more than is allowed, so that the use case sees that it is too large.
    private async Task<byte[]?> File()
    {
        if (Proof is not { } proof)
            return null;
        using var bytes = new MemoryStream();
        await using var file = proof.OpenReadStream();
        var rest = PhotoFile.MostBytes + 1;
        var buffer = new byte[64 * 1024];
        while (rest > 0 && await file.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, rest)), Context.RequestAborted) is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            rest -= read;
        }

        return bytes.ToArray();
    }

    private async Task Read()
    {
        var answer = await Mine.Run(Context.User.Actor()!, Asked, Context.RequestAborted);
        if (answer.Refusal is { } refusal)
            (Message, Refused) = (refusal.Text, true);
        else
            Shown = answer.Value;
    }
}
