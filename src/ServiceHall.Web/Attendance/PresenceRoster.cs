using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>A window as people know it.</summary>
internal sealed record WindowOnDay(int Id, string Code, string Name, int UnitId, string Unit, int? SiteId, string Site);

/// <summary>The names behind the ids of a day, at one version of the facts.</summary>
internal sealed class DayRoster(long version, DateOnly day, IReadOnlyDictionary<int, WindowOnDay> windows, IReadOnlyDictionary<int, string> names)
{
    public long Version => version;

    public DateOnly Day => day;

    public IReadOnlyDictionary<int, WindowOnDay> Windows => windows;

    /// <summary>Somebody's name; empty where they were posted nowhere that day.</summary>
    public string NameOf(int staffId) => names.GetValueOrDefault(staffId, "");

    /// <summary>A window's name.</summary>
    public string NameOfWindow(int windowId) => windows.TryGetValue(windowId, out var window) ? window.Name : "";
}

/// <summary>Names of windows and people, kept in memory like the gate: they are read again when the facts have another version.</summary>
internal sealed class PresenceRoster
{
    private DayRoster? _latest;

    public async Task<DayRoster> On(HallDb db, GateInForce gate, DateOnly day, CancellationToken cancel)
    {
        if (Volatile.Read(ref _latest) is { } latest && latest.Version == gate.Version && latest.Day == day)
            return latest;
        var windows = await db.Windows.AsNoTracking()
            .Select(window => new WindowOnDay(window.Id, window.Code, window.Name, window.UnitId, window.Unit!.Name, window.SiteId, window.Site!.Name ?? ""))
            .ToDictionaryAsync(window => window.Id, cancel);
        var names = await db.Postings.AsNoTracking().Where(post => post.From <= day && (post.To == null || post.To >= day))
            .Select(post => new { post.StaffId, post.Staff!.Name }).ToDictionaryAsync(post => post.StaffId, post => post.Name, cancel);
        var read = new DayRoster(gate.Version, day, windows, names);
        Volatile.Write(ref _latest, read);
        return read;
    }
}
