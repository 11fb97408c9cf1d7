using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Demonstration;
using ServiceHall.Web.Shell.Opening;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Demonstration;

/// <summary>A hall that opens as a demonstration on Thursday 19 November 2026, with facts since Monday.</summary>
public abstract class DemonstratedHall : TestHall, IAsyncLifetime
{
    private protected string Folder { get; } = Directory.CreateTempSubdirectory("hall-").FullName;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Write("sites.csv", "site_id,name,lat,lon,radius_m", "S1,大厅,45.62,122.84,150");
        Write("windows.csv", "window_id,name,unit,site_id", "W1,综合窗口,综合局,S1");
        Write("staff.csv", "staff_id,name,window_id,role,kind,from,to", "P1,王芳,W1,staff,regular,2026-01-04,", "P2,李军,W1,leader,regular,2026-01-04,");
        Write("leave.csv", "leave_id,staff_id,kind,from,to,submitted_at,decision,override",
            "L1,P1,sick,2026-11-18T08:30:00,2026-11-18T11:30:00,2026-11-17T09:00:00,approved,false", "L2,P2,annual,2026-11-18T08:30:00,2026-11-18T17:00:00,2026-11-17T09:00:00,refused,false");
        Write("exemptions.csv", "exemption_id,from,to,site_id,staff_id,reason");
        // One in time, one a day late, which the hall refuses.
        Write("explanations.csv", "staff_id,date,session,slot,submitted_at,accepted", "P1,2026-11-16,am,in,2026-11-16T09:10:00,true", "P1,2026-11-16,am,out,2026-11-17T09:10:00,true");
        Write("findings.csv", "finding_id,found_at,inspection,window_id,staff_id,code,quantity,severe,verified", "F1,2026-11-17T10:00:00,joint,W1,P2,K1.3a,1,false,false");
        Write("punches.csv", ["staff_id,at,action,lat,lon,accuracy_m,proof", .. Punches()]);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    // In time on every day, but for the Monday's morning; somebody unknown tries once.
    private protected static IEnumerable<string> Punches()
    {
        foreach (var staff in new[] { "P1", "P2", "stranger" })
        {
            for (var day = 16; day <= 25; day++)
            {
                yield return $"{staff},2026-11-{day}T08:{(staff == "P1" && day == 16 ? "41" : "21")}:30,in,45.6201,122.8401,20,position";
                yield return $"{staff},2026-11-{day}T11:35:00,out,,,,code";
                yield return $"{staff},2026-11-{day}T13:10:00,in,45.6201,122.8401,20,position";
                yield return $"{staff},2026-11-{day}T17:05:00,out,45.6201,122.8401,20,position";
            }
        }
    }

    private protected void Write(string file, params string[] lines) => File.WriteAllLines(Path.Combine(Folder, file), lines);

    // Opens and closes at once: what comes after opening follows the clock. Returns what the terminal says of the
    // accounts.
    private protected async Task<string> Open()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Hall:Data"] = Folder, ["Hall:Facts"] = Folder }).Build();
        var accounts = new DemonstrationAccounts(configuration, Factory, Clock, Get<HallDays>(), Get<IOptions<SignInOptions>>(), Get<Web.Accounts.SecondFactor.FactorRequirement>());
        using var life = new DemonstrationLife(Services, configuration, accounts, Clock, new OpeningProgress(Clock, TextWriter.Null, isFile: true), NullLogger<DemonstrationLife>.Instance);
        await life.StartAsync(default);
        await life.StopAsync(default);
        return string.Join('\n', await accounts.Lines(default));
    }

    private protected async Task<List<string>> Results(string number)
    {
        var rows = await Read(db => db.Set<SessionResult>().Where(result => result.Staff!.Number == number));
        return [.. rows.OrderBy(row => row.Day).ThenBy(row => row.Part).Select(row => string.Create(CultureInfo.InvariantCulture, $"{number} {row.Day:MM-dd} {row.Part} {row.Status}"))];
    }

    private protected async Task<List<T>> Read<T>(Func<HallDb, IQueryable<T>> query)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await query(db).ToListAsync();
    }
}
