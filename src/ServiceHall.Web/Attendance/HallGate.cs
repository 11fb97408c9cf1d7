using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using Posting = ServiceHall.Rules.People.Posting;
using Window = ServiceHall.Rules.People.Window;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// The gate that judges punches, with everybody's postings and every hall's fence. Kept in memory; a newer version of
/// the facts makes a new one.
/// </summary>
internal sealed class HallGate(IDbContextFactory<HallDb> factory, HallDays days, CodeSecrets secrets) : IDisposable
{
    private readonly SemaphoreSlim _oneReads = new(1);
    private GateInForce? _current;

    /// <summary>The latest gate that was read, which may be old; null: none was read yet.</summary>
    public GateInForce? Latest => Volatile.Read(ref _current);

    /// <summary>The gate at the moment of the call.</summary>
    public async Task<GateInForce> Current(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Current(db, cancel);
    }

    /// <summary>The gate at the moment of the call.</summary>
    public async Task<GateInForce> Current(HallDb db, CancellationToken cancel)
    {
        var inForce = await days.Current(db, cancel);
        if (Latest is { } latest && latest.Version == inForce.Version)
            return latest;
        await _oneReads.WaitAsync(cancel);
        try
        {
            inForce = await days.Current(db, cancel);
            if (Latest is { } meanwhile && meanwhile.Version == inForce.Version)
                return meanwhile;
            var read = await Read(db, inForce, cancel);
            Volatile.Write(ref _current, read);
            return read;
        }
        finally
        {
            _oneReads.Release();
        }
    }

    public void Dispose() => _oneReads.Dispose();

    private async Task<GateInForce> Read(HallDb db, DaysInForce days, CancellationToken cancel)
    {
        var sites = await db.Sites.AsNoTracking().ToListAsync(cancel);
        var windows = await db.Windows.AsNoTracking()
            .Select(window => new { window.Id, window.Code, Unit = window.Unit!.Name, window.SiteId, Site = window.Site!.Code }).ToListAsync(cancel);
        var postings = await db.Postings.AsNoTracking()
            .Select(post => new { post.StaffId, post.Staff!.Number, post.Staff.LeftOn, post.Window!.Code, post.Role, post.Kind, post.From, post.To, post.EnrolledAt })
            .ToListAsync(cancel);
        var roster = new Roster(
            windows.Select(window => new Window(new WindowId(window.Code), window.Unit, window.SiteId is null ? null : new SiteId(window.Site))),
            postings.Select(post => new Posting(
                    new StaffId(post.Number), new WindowId(post.Code), post.Role, post.Kind, post.From,
                    post.LeftOn is { } left && (post.To is null || left < post.To) ? left : post.To))
                .Where(post => post.From <= post.LastDay));
        return new GateInForce(days, roster)
        {
            Gate = new PunchGate(roster, days.Timetable, sites.Select(site => KeyValuePair.Create(
                new SiteId(site.Code), new Fence(site.Latitude, site.Longitude, (decimal)site.RadiusMetres)))),
            Numbers = postings.DistinctBy(post => post.StaffId).ToDictionary(post => post.StaffId, post => new StaffId(post.Number)),
            Proofs = sites.ToDictionary(site => site.Id, site => site.Proof),
            Codes = await secrets.Read(db, cancel),
            Windows = windows.ToDictionary(window => new WindowId(window.Code), window => (window.Id, window.SiteId)),
            Enrolments = postings.Where(post => post.EnrolledAt is not null)
                .Select(post => new Enrolment(post.StaffId, post.From, post.To, LocalMinute.Of(TimeZoneInfo.ConvertTime(post.EnrolledAt!.Value, Shell.HallClock.Zone).DateTime)))
                .Where(enrolment => enrolment.From <= enrolment.At.Day).ToLookup(enrolment => enrolment.StaffId),
        };
    }
}

/// <summary>Everything that judging a punch takes, at one version of the facts.</summary>
internal sealed class GateInForce(DaysInForce days, Roster roster)
{
    public long Version => Days.Version;

    public DaysInForce Days { get; } = days;

    public Roster Roster { get; } = roster;

    public required PunchGate Gate { get; init; }

    /// <summary>The staff numbers of everybody who was ever posted.</summary>
    public required IReadOnlyDictionary<int, StaffId> Numbers { get; init; }

    /// <summary>Postings that begin before the hall knew of them, by person.</summary>
    public required ILookup<int, Enrolment> Enrolments { get; init; }

    /// <summary>The ids of windows and of the halls that they stand in.</summary>
    public required IReadOnlyDictionary<WindowId, (int Id, int? SiteId)> Windows { get; init; }

    /// <summary>By what each hall's people show that they are in it.</summary>
    public required IReadOnlyDictionary<int, SiteProof> Proofs { get; init; }

    /// <summary>The codes of the halls that have shown one.</summary>
    public required IReadOnlyDictionary<int, SiteCodes> Codes { get; init; }

    /// <summary>The hall of a person's window on a day; null: not posted, or the position is not checked.</summary>
    public int? SiteOf(int staffId, DateOnly day) => PostingOf(staffId, day) is { } posting ? Windows[posting.Window].SiteId : null;

    /// <summary>A person's posting on a day, or null.</summary>
    public Posting? PostingOf(int staffId, DateOnly day) => Numbers.TryGetValue(staffId, out var number) ? Roster.On(number, day) : null;
}
