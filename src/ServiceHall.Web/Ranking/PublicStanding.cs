using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Ranking;

/// <summary>The windows' standing of the running quarter as the lobby may show it: places and points, no deductions, no people.</summary>
internal sealed class PublicStanding(TimeProvider clock, HallDays days, HallRulebook rulebook)
{
    /// <param name="Points">The quarter's score with two decimals.</param>
    internal sealed record WindowPlace(int WindowId, int Rank, string Window, string Unit, decimal Points);

    /// <summary>The facts that it rests on: whoever shows it looks again when one of them changes.</summary>
    public static IReadOnlySet<Type> RestsOn { get; } =
        new HashSet<Type> { typeof(Scoring.LedgerEntry), typeof(Attendance.SessionResult), typeof(Attendance.Explanation), typeof(People.Posting), typeof(People.Window), typeof(People.Unit) };

    /// <summary>Every window that has people in the quarter, by rank, then by code.</summary>
    public async Task<IReadOnlyList<WindowPlace>> Read(HallDb db, CancellationToken cancel)
    {
        var places = await QuarterStanding.Read(db, SubjectKind.Window, Quarter.Of(clock.Today()), clock, days, rulebook, cancel);
        var windows = await db.Windows.AsNoTracking()
            .Select(window => new { window.Code, window.Id, window.Name, Unit = window.Unit!.Name }).ToDictionaryAsync(window => window.Code, cancel);
        return
        [
            .. places.Select(place => (Place: place, Window: windows[place.Score.Subject.Id]))
                .Select(pair => new WindowPlace(pair.Window.Id, pair.Place.Rank, pair.Window.Name, pair.Window.Unit, pair.Place.Score.Value.Rounded())),
        ];
    }
}
