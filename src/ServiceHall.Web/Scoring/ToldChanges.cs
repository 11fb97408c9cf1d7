using System.Globalization;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>What recomputing changed for each person, to be told in one message each: what, and why.</summary>
internal sealed class ToldChanges
{
    private const int MostItems = 5;
    private readonly Dictionary<int, (List<string> Causes, List<string> Items)> _people = [];

    /// <summary>How many people are told something.</summary>
    public int People => _people.Count;

    /// <summary>Adds what a recomputed day changed.</summary>
    /// <param name="causes">Why, for each person.</param>
    public void Add(RecomputeDays.Recomputed done, IReadOnlyDictionary<int, string> causes)
    {
        // A session that is over and was not closed yet is computed with the others of its day: nobody was told anything of it before.
        var first = done.Changed.Where(change => change.Before is null).Select(change => (change.StaffId, $"{change.Day:yyyy-MM-dd}/{change.Part.Code()}/")).ToHashSet();
        foreach (var change in done.Changed.Where(change => change.Before is not null && change.Before != change.After))
            Add(change.StaffId, causes, $"{change.Day:M 月 d 日}{change.Part.Title()} {Name(change.Before)}→{Name(change.After)}");
        // Taken back and booked again with the same points: only the reason is worded otherwise.
        var again = done.Added.Select(entry => (entry.StaffId, entry.Code, entry.Reference, entry.Points)).ToHashSet();
        var before = done.Countered.Select(entry => (entry.StaffId, entry.Code, entry.Reference, Points: -entry.Points)).ToHashSet();
        foreach (var entry in done.Countered.Where(entry => !again.Contains((entry.StaffId, entry.Code, entry.Reference, -entry.Points))))
            Add(entry.StaffId!.Value, causes, $"冲销 {entry.Day:M 月 d 日} {entry.Code} {Signed(-entry.Points)} 分");
        foreach (var entry in done.Added.Where(entry => !before.Contains((entry.StaffId, entry.Code, entry.Reference, entry.Points))
            && !first.Contains((entry.StaffId!.Value, entry.Reference[..(entry.Reference.LastIndexOf('/') + 1)]))))
            Add(entry.StaffId!.Value, causes, $"记 {entry.Day:M 月 d 日} {entry.Code} {Signed(entry.Points)} 分");
    }

    /// <summary>Writes the messages, in the transaction of the changes.</summary>
    public void Tell(HallDb db, DateTimeOffset now)
    {
        foreach (var (staffId, (causes, items)) in _people)
        {
            var more = items.Count > MostItems ? $" 等 {items.Count} 项" : "";
            Message.Tell(db, now, [staffId], MessageKind.Attendance,
                $"考勤已重新计算：{string.Join("；", items.Take(MostItems))}{more}。原因：{string.Join("；", causes)}。", "/score");
        }
    }

    private void Add(int staffId, IReadOnlyDictionary<int, string> causes, string item)
    {
        if (!_people.TryGetValue(staffId, out var told))
            _people[staffId] = told = ([], []);
        told.Items.Add(item);
        if (!told.Causes.Contains(causes[staffId]))
            told.Causes.Add(causes[staffId]);
    }

    private static string Name(string? status) => status is null ? "不计考勤" : SessionResults.Chinese(status);

    private static string Signed(decimal points) => points.ToString("+0.##;-0.##;0", CultureInfo.InvariantCulture);
}
