using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.People;

namespace ServiceHall.Replay.Facts;

/// <content>Calendar, sites, windows and staff: what the other files name.</content>
internal sealed partial class FactsReader
{
    private Dictionary<DateOnly, bool> ReadCalendar()
    {
        var days = new Dictionary<DateOnly, bool>();
        Read("calendar.csv", ["date", "kind"], [], row =>
        {
            var (date, works) = (row.Date("date"), row.Word("kind", FactWords.DayKinds));
            if (date is { } day && !days.TryAdd(day, works ?? false))
                row.Wrong("date", $"{day:yyyy-MM-dd} 出现了两次；每天只能有一行。", $"{day:yyyy-MM-dd} stands twice; each day may have one row.");
        });
        return days;
    }

    private Dictionary<SiteId, Fence> ReadSites()
    {
        var fences = new Dictionary<SiteId, Fence>();
        Read("sites.csv", ["site_id", "lat", "lon", "radius_m"], [], row =>
        {
            var id = NewId(row, "site_id", _sites);
            var (latitude, longitude) = (row.Degrees("lat", Earth.IsLatitude), row.Degrees("lon", Earth.IsLongitude));
            var radius = row.Number("radius_m");
            if (radius <= 0)
                row.Wrong("radius_m", $"“{row.Shown("radius_m")}”不对；半径应大于 0 米。", $"'{row.Shown("radius_m")}' will not do; the radius must be above 0 metres.");
            if (row.IsGood) fences[new SiteId(id!)] = new Fence(latitude!.Value, longitude!.Value, radius!.Value);
        });
        return fences;
    }

    private List<Window> ReadWindows()
    {
        var windows = new List<Window>();
        Read("windows.csv", ["window_id", "unit"], ["site_id"], mustExist: true, take: row =>
        {
            var id = NewId(row, "window_id", _windows);
            var unit = row.Id("unit");
            SiteId? site = row.IsBlank("site_id") ? null : Site(row) is { } known ? new SiteId(known) : null;
            if (row.IsGood) windows.Add(new Window(new WindowId(id!), unit!, site));
        });
        return windows;
    }

    private List<Posting> ReadStaff()
    {
        var postings = new List<(Posting Posting, long Line)>();
        Read("staff.csv", ["staff_id", "window_id", "role", "kind", "from"], ["to"], mustExist: true, take: row =>
        {
            var id = row.Id("staff_id");
            if (id is not null && !_staff.Add(id)) _staff.TryGetValue(id, out id);
            var window = Window(row);
            var (role, kind) = (row.Word("role", FactWords.Roles), row.Word("kind", FactWords.PostKinds));
            var (from, to) = (row.Date("from"), row.OptionalDate("to"));
            if (to < from)
                row.Wrong("to", $"“{row.Shown("to")}”早于 from；应不早于 {row.Shown("from")}。", $"'{row.Shown("to")}' is before from; it must not be earlier than {row.Shown("from")}.");
            if (row.IsGood)
                postings.Add((new Posting(new StaffId(id!), new WindowId(window!), role!.Value, kind!.Value, from!.Value, to), row.Line));
        });
        NoteOverlaps(
            postings, posting => posting.Staff, posting => (posting.From.DayNumber, posting.LastDay.DayNumber + 1L), "staff.csv",
            (one, other) => (
                $"{one.Staff} 在 {other.From:yyyy-MM-dd} 已有另一段任职；同一人的任职不能重叠，请改起止日期。",
                $"{one.Staff} already has a posting from {other.From:yyyy-MM-dd} then; postings of one person may not overlap."));
        return [.. postings.Select(pair => pair.Posting)];
    }

    /// <summary>Notes at the later row each row of one person that overlaps an earlier one.</summary>
    private void NoteOverlaps<T>(
        List<(T Fact, long Line)> rows, Func<T, StaffId> staff, Func<T, (long Start, long End)> span, string file, Func<T, T, (string Chinese, string English)> say)
    {
        foreach (var person in rows.GroupBy(row => staff(row.Fact)))
        {
            (T Fact, long Line)? furthest = null;
            foreach (var row in person.OrderBy(row => span(row.Fact).Start).ThenBy(row => row.Line))
            {
                if (furthest is { } before && span(row.Fact).Start < span(before.Fact).End)
                {
                    var (one, other) = row.Line > before.Line ? (row, before) : (before, row);
                    var (chinese, english) = say(one.Fact, other.Fact);
                    _bad.Add(file, one.Line, "from", _bad.Say.Of(chinese, english));
                }

                if (furthest is not { } last || span(row.Fact).End > span(last.Fact).End) furthest = row;
            }
        }
    }
}
