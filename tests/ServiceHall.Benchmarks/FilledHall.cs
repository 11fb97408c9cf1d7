using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceHall.Rules.Inspection;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests;

namespace ServiceHall.Benchmarks;

/// <summary>The use cases on a running hall's database, from this process; with them a hall of a city's size is made.</summary>
internal sealed class FilledHall : IAsyncDisposable
{
    public const int Windows = 100;
    public const int People = 500;
    public const int Findings = 600;

    private static readonly string[] Codes = ["K1.2a", "K1.2b", "K1.3a", "K1.4a", "K1.5", "K2.1", "K2.3a", "K3.2"];
    private readonly ServiceProvider _services;

    public FilledHall(RunningHall hall)
    {
        var clock = HallClock.ShowingNow(DateTime.ParseExact(hall.Clock, "yyyy-MM-dd'T'HH:mm", null));
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Error)).AddHallDatabase(hall.Connections).AddHallKeys(TestKeys.Certificates).AddSingleton<TimeProvider>(clock);
        services.AddAccounts().AddPeople().AddMessages().AddCalendar().AddLeave().AddAttendance().AddInspection().AddScoring().AddRanking().AddRetention();
        _services = services.BuildServiceProvider();
    }

    public IDbContextFactory<HallDb> Factory => Get<IDbContextFactory<HallDb>>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Imports people at windows of the hall H0, and logs findings of this quarter about them.</summary>
    public async Task Fill()
    {
        var rows = Rows(People, People / Windows, "H0");
        var plan = (await Get<ImportPeople>().Preview(Actor.Hall, rows, new Silent(), default)).Value;
        _ = (await Get<ImportPeople>().Run(Actor.Hall, rows, plan.Fingerprint(), new Silent(), default)).Value;
        await using var db = Factory.CreateDbContext();
        var posts = await db.Postings.AsNoTracking().Where(post => EF.Functions.Like(post.Window!.Code, "B%")).OrderBy(post => post.StaffId).ToListAsync();
        var first = new DateTime(2026, 10, 9, 9, 0, 0);
        for (var number = 0; number < Findings; number++)
        {
            var (post, code) = (posts[number * 7 % posts.Count], Codes[number % Codes.Length]);
            var form = new FindingForm(
                Guid.NewGuid(), InspectionKind.Patrol, post.WindowId, code == "K3.2" ? null : post.StaffId, code, 1, false, $"巡查记录 {number}", [],
                first.AddDays(number % 40).AddMinutes(number));
            _ = (await Get<LogFinding>().Run(Actor.Hall, form, default)).Value;
        }
    }

    /// <summary>Rows of an import: each a person of their own.</summary>
    public static FileRow[] Rows(int people, int peopleAtAWindow, string site) =>
    [
        .. Enumerable.Range(0, people).Select(number => (Number: number, Window: number / peopleAtAWindow)).Select(row => new FileRow(
            row.Number + 2, $"B{row.Number:D5}", "王芳", $"第{row.Window % 40}局", $"B{row.Window:D4}", $"窗口{row.Window}", site,
            row.Number % peopleAtAWindow == 0 ? "负责人" : "工作人员", "正式", "2026-01-04", "")),
    ];

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Listens to an import's progress and says nothing.</summary>
    internal sealed class Silent : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
        }
    }
}
