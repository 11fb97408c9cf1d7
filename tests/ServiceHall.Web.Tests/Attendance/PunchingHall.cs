using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.Settling;
using Window = ServiceHall.Web.People.Window;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>A hall with a fence of 150 m, in the winter of 2026: 08:30-11:30 and 13:30-17:00.</summary>
public sealed class PunchingHall : TestHall
{
    internal const double Latitude = 45.6196;
    internal const double Longitude = 122.8380;

    /// <summary>About 78 m east of the centre.</summary>
    internal static Position Inside { get; } = new(Latitude, Longitude + 0.001, 12);

    /// <summary>About 234 m east of the centre.</summary>
    internal static Position Outside { get; } = new(Latitude, Longitude + 0.003, 12);

    /// <summary>Sets the hall's clock.</summary>
    internal void At(string civil) => Clock.AdjustTime(new DateTimeOffset(
        DateTime.ParseExact(civil, "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime());

    /// <summary>Somebody posted at a window of the hall since the given day.</summary>
    internal async Task<Actor> Clerk(string number, DateOnly? from = null)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var window = await db.Windows.SingleOrDefaultAsync(w => w.Code == "W-fenced");
        if (window is null)
        {
            var site = new Site { Code = "HALL", Name = "主厅", Latitude = Latitude, Longitude = Longitude, RadiusMetres = 150 };
            window = new Window { Code = "W-fenced", Name = "综合窗口", Unit = new Unit { Name = "综合局" }, Site = site };
            db.Add(window);
            await db.SaveChangesAsync();
        }

        return await Posted(number, window, from: from ?? new(2026, 11, 1));
    }

    /// <summary>One press inside the fence, or elsewhere.</summary>
    internal async Task<PunchTold> Press(Actor actor, PunchAction action, Position? position = null, Guid? key = null) =>
        (await Get<ClockIn>().Run(actor, new(action, key ?? Guid.NewGuid(), position ?? Inside, TimeSpan.FromSeconds(1), "test"), default)).Value;

    /// <summary>Declares an exemption for everybody or one person, and signs it where it is to count.</summary>
    internal async Task<Func<Task>> Exemption(DateTime from, DateTime to, string staffNumber, string reason)
    {
        var (one, other) = (await Person(reason + "-one", HallRole.Section), await Person(reason + "-other", HallRole.SectionHead));
        Assert.Null((await Get<Propose>().Run(one, new Propose.Time(from, to, null, staffNumber, reason), default)).Refusal);
        await using var db = await Factory.CreateDbContextAsync();
        var id = (await db.Set<Web.Calendar.Exemption>().SingleAsync(row => row.Reason == reason)).Id;
        return async () => Assert.Null((await Get<Countersign>().Sign<Web.Calendar.Exemption>(other, id, default)).Refusal);
    }

    /// <summary>Closes the attended months of a quarter.</summary>
    internal async Task SettleQuarter(Actor section, Quarter quarter)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var timetable = (await Get<HallGate>().Current(db, default)).Days.Timetable;
        foreach (var month in (await QuarterDues.Read(db, timetable, quarter, default)).OpenMonths)
            Assert.Null((await Get<SettleMonth>().Close(section, month, default)).Refusal);
    }

    /// <summary>Makes the database refuse something, as a fault of one item would.</summary>
    internal async Task Owner(string sql)
    {
        await using var owner = Npgsql.NpgsqlDataSource.Create(Connections.Owner);
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The punches of a person, oldest first.</summary>
    internal async Task<List<Web.Attendance.Punch>> Punches(Actor actor)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Set<Web.Attendance.Punch>().AsNoTracking().Where(p => p.StaffId == actor.StaffId).OrderBy(p => p.Id).ToListAsync();
    }

    /// <summary>The stored results of a person by day and part.</summary>
    internal async Task<List<string>> Results(Actor actor)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var rows = await db.Set<Web.Attendance.SessionResult>().AsNoTracking().Where(r => r.StaffId == actor.StaffId)
            .OrderBy(r => r.Day).ThenBy(r => r.Part == Rules.Calendar.DayPart.Afternoon).ToListAsync();
        return [.. rows.Select(r => $"{r.Day:MM-dd} {r.Part} {r.Status}")];
    }

    /// <summary>The entries of a person that are in force.</summary>
    internal async Task<List<string>> Entries(Actor actor)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var rows = await db.Set<LedgerEntry>().InForce().AsNoTracking().Where(e => e.StaffId == actor.StaffId).OrderBy(e => e.Reference).ToListAsync();
        return [.. rows.Select(e => $"{e.Reference} {e.Code} {e.Points:0}")];
    }
}
