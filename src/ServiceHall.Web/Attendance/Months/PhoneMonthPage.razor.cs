using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>The phone's month: a small calendar, each half day with its state; the one that was tapped says why.</summary>
public partial class PhoneMonthPage
{
    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private MyMonth Months { get; set; } = null!;

    [Inject]
    private ShowHalfDay HalfDays { get; set; } = null!;

    [Inject]
    private MonthCosts Costs { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "month")]
    private string? MonthName { get; set; }

    /// <summary>The half day that was tapped, such as 2026-11-19/am.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    private MyMonth.Page? Page { get; set; }

    private ShowHalfDay.Story? Story { get; set; }

    // What was booked first: it stands already.
    private IReadOnlyList<MyMonth.Consequence> Consequences { get; set; } = [];

    private string? Refused { get; set; }

    private (DateOnly Day, DayPart Part)? Open => MonthNames.HalfDay(At);

    // Weeks begin on Monday.
    private int Before => ((int)Page!.Grid.Days[0].Day.DayOfWeek + 6) % 7;

    // A legend of what is there, not of all that there could be.
    private IEnumerable<HalfDay> Shown => Page!.HalfDays.Where(state => state is not (HalfDay.None or HalfDay.Off)).Distinct().Order();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var actor = Context.User.Actor()!;
        var month = await Months.Run(actor, MonthNames.Find(MonthName) ?? YearMonth.Of(Clock.Today()), Context.RequestAborted);
        Refused = month.Refusal?.Text;
        if (month.Refusal is not null)
            return;
        Page = month.Value;
        var costs = await Costs.Run(actor, Page.Grid.Month, Context.RequestAborted);
        Consequences = [.. costs.Refusal is null ? costs.Value : [], .. Page.Consequences];
        if (Open is { } open && (await HalfDays.Run(actor, new(actor.StaffId, open.Day, open.Part), Context.RequestAborted)) is { Refusal: null } story)
            Story = story.Value;
    }
}
