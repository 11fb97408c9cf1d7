using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>How many are at their windows now, how many windows nobody is at, and which of them may stand empty.</summary>
internal sealed class PresenceFigures(PresenceByWindow presence) : StartFigures(100, Right.SeeAllPresence)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
        [new("疑似空岗待核实", TodayPage.Address, db.Set<EmptyWindow>().Where(one => one.Until == null && one.LookedAt == null).Select(_ => 1))];

    protected override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var counted = await presence.Read(db, cancel);
        if (counted.Running is null)
            return [new Figure("—", counted.Next is { } next ? $"现在不上班，{next.Day:M月d日} {next.Hours.Start} 起" : "现在不上班", TodayPage.Address, Waits: false)];
        var figures = new List<Figure>
        {
            new($"{counted.Windows.Sum(window => window.Present)}/{counted.Windows.Sum(window => window.Expected)}", "现在在岗人数", TodayPage.Address, Waits: false),
        };
        if (counted.Windows.Count(window => window is { Expected: > 0, Present: 0 }) is > 0 and var empty)
            figures.Add(new($"{empty}", "现在无人在岗的窗口", TodayPage.Address, Waits: true));
        return figures;
    }
}
