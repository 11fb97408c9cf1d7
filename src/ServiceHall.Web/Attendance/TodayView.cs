using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>What one page shows of today's picture, after its filters.</summary>
/// <param name="Rows">The windows of the page, each with the people who have the state that was chosen.</param>
/// <param name="Page">Which page it is, from 1 on; of those beyond the last, the last.</param>
/// <param name="Windows">How many windows there are on all pages.</param>
/// <param name="People">How many people, whatever their state.</param>
/// <param name="Counts">How many in each state, those without anybody left out.</param>
internal sealed record TodayView(IReadOnlyList<TodayView.Row> Rows, int Page, int Windows, int People, IReadOnlyList<(PersonState State, int Count)> Counts)
{
    /// <summary>How many windows stand on a page.</summary>
    public const int PageSize = 30;

    internal sealed record Row(WindowNow Window, IReadOnlyList<PersonNow> People);

    public static TodayView Empty { get; } = new([], 1, 0, 0, []);

    /// <param name="windows">Those that the viewer may see.</param>
    /// <param name="siteId">0: every hall.</param>
    /// <param name="unitId">0: every unit.</param>
    /// <param name="state">Null: every state.</param>
    public static TodayView Of(IEnumerable<WindowNow> windows, int siteId, int unitId, PersonState? state, int page)
    {
        var chosen = windows.Where(window => (siteId == 0 || window.SiteId == siteId) && (unitId == 0 || window.UnitId == unitId)).ToList();
        var counts = new int[Enum.GetValues<PersonState>().Length];
        foreach (var person in chosen.SelectMany(window => window.People))
            counts[(int)person.State]++;
        var rows = chosen.Select(window => new Row(window, state is null ? window.People : [.. window.People.Where(person => person.State == state)]))
            .Where(row => row.People.Count > 0).ToList();
        var number = ListPages.Nearest(page, rows.Count, PageSize);
        return new TodayView(
            [.. rows.Skip((number - 1) * PageSize).Take(PageSize)], number, rows.Count, counts.Sum(),
            [.. Enum.GetValues<PersonState>().Select(one => (one, counts[(int)one])).Where(pair => pair.Item2 > 0 || pair.one == state)]);
    }
}

/// <summary>How people's states are told.</summary>
internal static class PersonStates
{
    /// <summary>In Chinese.</summary>
    public static string Title(this PersonState state) => state switch
    {
        PersonState.Present => "在岗",
        PersonState.Late => "迟到",
        PersonState.Absent => "未到",
        PersonState.Away => "暂离",
        PersonState.OnLeave => "请假",
        PersonState.Exempt => "免考勤",
        PersonState.NotYet => "未签到",
        PersonState.SignedOut => "已签退",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without a name."),
    };

    /// <summary>What is said beside the name; empty: nothing.</summary>
    public static string Said(this PersonNow person) => person.State switch
    {
        PersonState.Late => $"迟到 {person.LateMinutes} 分",
        PersonState.Absent => "未到",
        PersonState.Away when person.Away is { } away => $"暂离 {away.Minutes} 分{(away.IsTooLong ? "，超时" : $"，{away.Expected} 返回")}",
        PersonState.OnLeave when person.Leave is { } leave => $"{leave.Kind}，{(leave.Cover is null ? "无顶岗" : $"{leave.Cover} 顶岗{(leave.CoverIsThere ? "" : "（未到）")}")}",
        PersonState.OnLeave => "请假",
        PersonState.Exempt => "免考勤",
        PersonState.NotYet => "未签到",
        PersonState.SignedOut => $"{person.SignOut} 签退",
        _ => "",
    };
}
