using System.Globalization;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;

namespace ServiceHall.Web.Leave;

/// <summary>The leave form's fields as text, as they stand on the page and come back from it.</summary>
internal sealed record FilledForm
{
    public const string Day = "day";
    public const string Morning = "am";
    public const string Afternoon = "pm";
    public const string Time = "time";
    private const string DayForm = "yyyy-MM-dd";
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm";

    public string Key { get; init; } = "";
    public string Kind { get; init; } = "";

    /// <summary>Whole days, a morning, an afternoon, or from minute to minute.</summary>
    public string Span { get; init; } = Day;
    public string FromDay { get; init; } = "";

    /// <summary>The last of whole days; empty: one day.</summary>
    public string ToDay { get; init; } = "";
    public string FromAt { get; init; } = "";
    public string ToAt { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Cover { get; init; } = "";
    public string Extends { get; init; } = "";

    /// <summary>What a new form begins with: the next workday, or what follows the leave that is extended.</summary>
    public static FilledForm Fresh(LeaveChoices.Choices choices)
    {
        var day = choices.NextWorkday;
        var form = Of(day, new FilledForm { Key = $"{Guid.NewGuid()}", Kind = choices.Kinds[0].Code }, choices.Timetable);
        if (choices.Extended is not { } extended)
            return form;
        var next = DateOnly.FromDateTime(extended.Next);
        form = Of(next, form, choices.Timetable) with { Kind = extended.Kind, Cover = $"{extended.CoverId}", Extends = $"{extended.Id}" };
        return choices.Timetable.Find(next, DayPart.Morning)?.Hours.Start.ToDateTime() == extended.Next
            ? form
            : form with { Span = Time, FromAt = extended.Next.ToString(TimeForm, CultureInfo.InvariantCulture) };
    }

    /// <summary>As the page sent it.</summary>
    public static FilledForm Of(IFormCollection fields)
    {
        return new FilledForm
        {
            Key = Text(nameof(Key)), Kind = Text(nameof(Kind)), Span = Text(nameof(Span)), FromDay = Text(nameof(FromDay)), ToDay = Text(nameof(ToDay)),
            FromAt = Text(nameof(FromAt)), ToAt = Text(nameof(ToAt)), Reason = Text(nameof(Reason)), Cover = Text(nameof(Cover)), Extends = Text(nameof(Extends)),
        };

        // Browsers end lines with two characters, and count one.
        string Text(string name) => fields[name].ToString().ReplaceLineEndings("\n");
    }

    /// <summary>What is asked for; or which field cannot be read.</summary>
    public Answer<LeaveForm> Read(Timetable timetable)
    {
        if (!Guid.TryParse(Key, out var key))
            return new Refusal("这张表不完整。请刷新页面，重新填写。");
        if (Span == Time)
        {
            if (Moment(FromAt) is not { } start || Moment(ToAt) is not { } end)
                return new Refusal("请填写开始和结束的日期、时刻。", "请假 (一)");
            return FaultOf(DateOnly.FromDateTime(start), DateOnly.FromDateTime(end)) is { } absurd ? absurd : Form(key, start, end);
        }

        if (Date(FromDay) is not { } from || (Span == Day && ToDay.Length > 0 && Date(ToDay) is null))
            return new Refusal("请填写请假的日期。", "请假 (一)");
        var to = Span == Day && Date(ToDay) is { } last ? last : from;
        if (FaultOf(from, to) is { } fault)
            return fault;
        return Form(key, Hours(timetable, from, Span == Afternoon ? DayPart.Afternoon : DayPart.Morning).Start, Hours(timetable, to, Span == Morning ? DayPart.Morning : DayPart.Afternoon).End);
    }

    private LeaveForm Form(Guid key, DateTime from, DateTime to) =>
        new(key, Kind, from, to, Reason, Id(Cover), Id(Extends));

    private static FilledForm Of(DateOnly day, FilledForm form, Timetable timetable) => form with
    {
        FromDay = day.ToString(DayForm, CultureInfo.InvariantCulture),
        FromAt = Hours(timetable, day, DayPart.Morning).Start.ToString(TimeForm, CultureInfo.InvariantCulture),
        ToAt = Hours(timetable, day, DayPart.Morning).End.ToString(TimeForm, CultureInfo.InvariantCulture),
    };

    private static (DateTime Start, DateTime End) Hours(Timetable timetable, DateOnly day, DayPart part)
    {
        // Also of a day without work: that it has none is said by the judgement.
        var hours = timetable.Rulebook.On(day).Attendance.HoursOn(day);
        var range = part == DayPart.Morning ? hours.Morning : hours.Afternoon;
        return (day.ToDateTime(range.Start), day.ToDateTime(range.End));
    }

    private static Refusal? FaultOf(DateOnly from, DateOnly to) =>
        AcceptedDays.FaultOf("开始日期", from) ?? AcceptedDays.FaultOf("结束日期", to);

    private static DateOnly? Date(string text) => DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTime? Moment(string text) => DateTime.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    private static int? Id(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
