using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>How many are at their windows now, and how many windows nobody is at.</summary>
internal sealed class PresenceFigures(PresenceByWindow presence) : StartFigures(100, Right.SeeAllScores)
{
    private const string Standing = "/desk/standing";

    public override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var counted = await presence.Read(db, cancel);
        if (counted.Running is null)
            return [new Figure("—", counted.Next is { } next ? $"现在不上班，{next.Day:M月d日} {next.Hours.Start} 起" : "现在不上班", Standing, Waits: false)];
        var empty = counted.Windows.Count(window => window.Present == 0);
        var all = new Figure($"{counted.Windows.Sum(window => window.Present)}/{counted.Windows.Sum(window => window.Expected)}", "现在在岗人数", Standing, Waits: false);
        return empty == 0 ? [all] : [all, new Figure($"{empty}", "现在无人在岗的窗口", Standing, Waits: true)];
    }
}
