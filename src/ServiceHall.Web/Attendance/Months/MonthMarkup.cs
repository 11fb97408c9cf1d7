using System.Text;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>
/// The half days of a row as one piece of markup: a screen of them as elements of their own would be thousands that the
/// server keeps and compares. It is made of letters and classes; nothing in it was typed by anybody.
/// </summary>
internal static class MonthMarkup
{
    /// <summary>A table cell for each day, the morning above the afternoon.</summary>
    public static MarkupString Cells(MonthRow row, MonthGrid grid)
    {
        var markup = new StringBuilder();
        for (var day = 0; day < grid.Days.Count; day++)
        {
            markup.Append(grid.Days[day].Works ? "<td>" : "<td class=o>");
            for (var half = 2 * day; half < (2 * day) + 2; half++)
            {
                var state = row.HalfDays[half];
                markup.Append("<i class=").Append(MonthLetters.Class(state)).Append('>').Append(grid.Letters.Letter(state)).Append("</i>");
            }

            markup.Append("</td>");
        }

        return new MarkupString(markup.ToString());
    }

    /// <summary>A row's leave by kind: <c>事2.5 病1</c>.</summary>
    public static string Leave(MonthRow row, MonthLetters letters) =>
        string.Join(' ', row.Sums.Leave.Select(kind => Cut.First(letters.Kinds[kind.Kind].Title) + MonthSums.Days(kind.Days)));

    /// <summary>A number that is there; nothing for none.</summary>
    public static string Some(int number) => number == 0 ? "" : $"{number}";

    /// <summary>Half days as days; nothing for none.</summary>
    public static string SomeDays(int halves) => halves == 0 ? "" : MonthSums.Days(halves);
}
