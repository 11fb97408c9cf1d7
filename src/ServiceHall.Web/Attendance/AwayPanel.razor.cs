using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>The phone's part of stepping away: shown to somebody who is signed in to the session that runs.</summary>
public partial class AwayPanel
{
    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [CascadingParameter]
    private Today Today { get; set; } = null!;

    [Inject]
    private StepAway Step { get; set; } = null!;

    [Inject]
    private HallRulebook Rulebook { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private bool IsThere { get; set; }

    private SteppedAway? Row { get; set; }

    private TimeAway Time { get; set; }

    private int Allowed => Rulebook.On(Today.Now.Day).Attendance.AwayCard.Value;

    private string Level => Row is null ? "" : Time.NeedsLeave ? "late" : Time.NeedsReminder ? "soon" : "running";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var slots = Today.Slots.Where(slot => slot.Slot.Session.Hours.Start <= Today.Now && Today.Now < slot.Slot.Session.Hours.End).ToList();
        IsThere = slots.Exists(slot => slot.Slot.Action == PunchAction.In && slot.Kept is not null)
            && slots.TrueForAll(slot => slot.Slot.Action == PunchAction.In || slot.Kept is null);
        if (IsThere && Context.User.Actor() is { } actor && await Step.Running(actor.StaffId, Context.RequestAborted) is { } running)
            (Row, Time) = running;
        // On leave nobody steps away, but may have before it began.
        IsThere &= Row is not null || !Today.IsOnLeaveNow;
    }

    private LocalMinute Minute(DateTimeOffset at) => LocalMinute.Of(Clock.Civil(at));
}
