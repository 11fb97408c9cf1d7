using ServiceHall.Web.Forms;

namespace ServiceHall.Web.Tests.Forms;

/// <summary>How the pages' boxes are bound, held on the source so that new ones fail too.</summary>
public sealed class BoxConventions
{
    private static readonly string[] WithoutText = ["checkbox", "radio", "file", "hidden", "select"];
    private static readonly string[] OfDaysAndNumbers = ["date", "time", "datetime-local", "month", "week", "number", "range"];

    [Fact]
    public void The_boxes_are_found()
    {
        Assert.Contains(RazorBoxes.All, box => box is { Kind: "date", Bound: "_day" } && box.Component == typeof(Web.Calendar.CalendarDecisions));
        Assert.Contains(RazorBoxes.All, box => box is { Kind: "number", Bound: "site.Latitude" } && box.BoundType() == typeof(double?));
        Assert.Contains(RazorBoxes.All, box => box.Attributes.GetValueOrDefault("aria-label") == "撤销原因" && box.Attributes.ContainsKey("@onchange"));
        Assert.True(RazorBoxes.All.Count > 100);
    }

    [Fact]
    public void A_box_for_a_day_or_a_number_can_be_empty_and_empty_is_nothing() => None(
        from box in RazorBoxes.All
        where OfDaysAndNumbers.Contains(box.Kind) && box.Bound is not null
        let type = box.BoundType()
        where type.IsValueType && Nullable.GetUnderlyingType(type) is null
        select $"{box.Place}: {box.Bound} is a {type.Name}; an emptied box would write its default. Make it nullable.");

    [Fact]
    public void A_box_for_text_takes_no_more_than_the_server_does() => None(
        from box in RazorBoxes.All
        where !WithoutText.Contains(box.Kind) && !OfDaysAndNumbers.Contains(box.Kind) && !box.Attributes.ContainsKey("maxlength")
        select $"{box.Place}: a <{box.Tag}> without maxlength.");

    [Fact]
    public void A_choice_is_not_bound_to_a_truth_value() => None(
        from box in RazorBoxes.All
        where box.Tag == "select" && box.Bound is not null
        let type = box.BoundType()
        where (Nullable.GetUnderlyingType(type) ?? type) == typeof(bool)
        select $"{box.Place}: {box.Bound} is a truth value, which no option shows. Use <{nameof(EitherOr)}>.");

    private static void None(IEnumerable<string> faults)
    {
        var found = string.Join('\n', faults);
        Assert.True(found.Length == 0, found);
    }
}
