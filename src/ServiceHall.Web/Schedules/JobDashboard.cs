using Hangfire;
using Hangfire.Dashboard;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Schedules;

/// <summary>Hangfire's own pages, for the system administrator (<see cref="Right.RunJobs"/>): in Chinese, and each press on record.</summary>
internal static class JobDashboard
{
    /// <summary>Under the desk, so that the pages carry its sign-in.</summary>
    public const string Path = "/desk/jobs";

    // Asked by an open page every few seconds; nobody pressed anything.
    private const string Figures = "/stats";

    // Hangfire keeps its scripts for the whole process.
    static JobDashboard() => DashboardRoutes.AddJavaScript(typeof(JobDashboard).Assembly, "ServiceHall.Web.Schedules.dashboard.js");

    /// <summary>Maps the pages. A press carries the hall's token against forged requests, as Hangfire asks.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapHangfireDashboard(Path, new DashboardOptions
        {
            // The endpoint's own policy decides; Hangfire's default lets in whoever sits at the server.
            Authorization = [],
            AppPath = "/desk",
            DashboardTitle = "任务后台 · 政务大厅",
            DisplayStorageConnectionString = false,
            StatsPollingInterval = 10_000,
            DisplayNameFunc = (_, job) => job.Args is [string line, ..] && Timetable.Find(line) is { } known ? known.Title : job.Type.Name,
        });
        pages.RequireAuthorization(nameof(Right.RunJobs));
        pages.Add(endpoint =>
        {
            var page = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => Answer(context, page);
        });
    }

    private static async Task Answer(HttpContext context, RequestDelegate page)
    {
        await page(context);
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Path.Value!.EndsWith(Figures, StringComparison.Ordinal))
            return;
        _ = context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal, out var pressed);
        var done = context.Response.StatusCode < StatusCodes.Status400BadRequest;
        var services = context.RequestServices;
        await using var db = await services.GetRequiredService<IDbContextFactory<HallDb>>().CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var (actor, now) = (context.User.Actor(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (done)
            db.Audit.Add(Audit.Of(actor, now, "jobs.press", pressed.ToString(), AuditOutcome.Done, Chosen(context.Request)));
        else
            await NoteRefused.Add(db, Audit.Of(actor, now, "jobs.press", pressed.ToString(), AuditOutcome.NotAllowed, ""), null, CancellationToken.None);
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    // The lines or jobs that were ticked; a press for one has it in its path.
    private static string Chosen(HttpRequest request) =>
        request.HasFormContentType ? Cut.To(string.Join("、", request.Form["jobs[]"].OfType<string>()), 200) : "";
}
